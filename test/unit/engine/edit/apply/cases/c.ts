import { type CaseTable, code, edited, searchReplace, tabbed, withCrlf } from './applyCase';

const source = tabbed(code`
  #include <stdio.h>
  #include <string.h>

  #define MAX_ITEMS 16

  struct list {
      int items[MAX_ITEMS];
      size_t count;
  };

  static int list_push(struct list *list, int item)
  {
      if (list->count == MAX_ITEMS)
          return -1;
      list->items[list->count++] = item;
      return 0;
  }

  static int list_pop(struct list *list, int *item)
  {
      if (list->count == 0)
          return -1;
      *item = list->items[--list->count];
      return 0;
  }

  #ifdef _WIN32
  static void clear(void)
  {
      system("cls");
  }
  #else
  static void clear(void)
  {
      printf("\033[2J");
  }
  #endif

  namespace shapes {
  template <typename T>
  T area(const T &width, const T &height)
  {
      return width * height;
  }
  } // namespace shapes

  int main(void)
  {
      struct list list = {0};
      list_push(&list, 1);
      clear();
      return 0;
  }
`);

const include = [['#include <stdio.h>\n', '#include <stdio.h>\n#include <stdlib.h>\n']] as const;
const pop = [['\t*item = list->items', '\tif (item == NULL)\n\t\treturn -2;\n\t*item = list->items']] as const;

export const c: CaseTable = {
  languageId: 'cpp',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, [...include, ...pop]), edit: [...include, ...pop] },
    {
      name: 'a function as a fragment, with blanks for tabs',
      block: code`
        static int list_pop(struct list *list, int *item)
        {
            if (list->count == 0)
                return -1;
            if (item == NULL)
                return -2;
            *item = list->items[--list->count];
            return 0;
        }
      `,
      edit: pop,
    },
    {
      name: 'an include and a mark of a block comment',
      block: '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\n/* ... rest of the code ... */\n',
      edit: include,
    },
    {
      name: 'the same function twice, by what stands around it',
      block: searchReplace(
        '#else\nstatic void clear(void)\n{\n\tprintf("\\033[2J");\n',
        '#else\nstatic void clear(void)\n{\n\tprintf("\\033[2J\\033[H");\n',
      ),
      edit: [['\\033[2J', '\\033[2J\\033[H']],
    },
    {
      name: 'the same function twice, by nothing else',
      block: searchReplace('static void clear(void)\n{\n', 'static void clear(int mode)\n{\n'),
      edit: 'refused',
    },
    {
      name: 'a hunk in one of two functions alike',
      block: tabbed(code`
        @@ -10,4 +10,6 @@ static int list_pop(struct list *list, int *item)
             if (list->count == 0)
                 return -1;
        +    if (item == NULL)
        +        return -2;
             *item = list->items[--list->count];
             return 0;
      `),
      edit: pop,
    },
    {
      name: 'a constant on Windows',
      block: searchReplace('#define MAX_ITEMS 16\n', '#define MAX_ITEMS 64\n'),
      edit: [['MAX_ITEMS 16', 'MAX_ITEMS 64']],
      onDisk: withCrlf,
    },
    {
      name: 'a template after a drift of the namespace',
      block: tabbed(code`
        template <typename T>
        T area(const T &width, const T &height)
        {
            assert(width >= 0);
            return width * height;
        }
      `),
      drift: [
        ['namespace shapes {\n', 'namespace geometry {\n'],
        ['// namespace shapes', '// namespace geometry'],
      ],
      edit: [['\treturn width * height;\n', '\tassert(width >= 0);\n\treturn width * height;\n']],
    },
    {
      name: 'a field more in a struct by a patch',
      block: tabbed(code`
        *** Begin Patch
        *** Update File: list.c
        @@ struct list {
             size_t count;
        +    size_t capacity;
         };
        *** End Patch
      `),
      edit: [['\tsize_t count;\n', '\tsize_t count;\n\tsize_t capacity;\n']],
    },
    {
      name: 'main of another program',
      block:
        '#include <iostream>\n\nint run();\n\nint start(int argc, char **argv)\n{\n\tstd::cout << argc;\n\treturn run();\n}\n',
      edit: 'refused',
    },
    {
      name: 'a function that goes',
      block: searchReplace(
        '#ifdef _WIN32\nstatic void clear(void)\n{\n\tsystem("cls");\n}\n#else\n',
        '#ifndef _WIN32\n',
      ),
      edit: [['#ifdef _WIN32\nstatic void clear(void)\n{\n\tsystem("cls");\n}\n#else\n', '#ifndef _WIN32\n']],
    },
  ],
};
