import { type CaseTable, code, edited, searchReplace, tabbed } from './applyCase';

const source = tabbed(code`
  package store

  import (
      "errors"
      "sync"
  )

  var ErrMissing = errors.New("missing")

  type Store struct {
      mu    sync.Mutex
      items map[string]string
  }

  type Index struct {
      items []string
  }

  func (s *Store) Get(key string) (string, error) {
      s.mu.Lock()
      defer s.mu.Unlock()
      value, ok := s.items[key]
      if !ok {
          return "", ErrMissing
      }
      return value, nil
  }

  func (s *Store) Len() int {
      s.mu.Lock()
      defer s.mu.Unlock()
      return len(s.items)
  }

  func (i *Index) Len() int {
      return len(i.items)
  }

  func New() *Store {
      return &Store{items: map[string]string{}}
  }
`);

const wraps = [['return "", ErrMissing', 'return "", fmt.Errorf("%w: %s", ErrMissing, key)']] as const;
const imports = [['\t"errors"\n', '\t"errors"\n\t"fmt"\n']] as const;
const nilSafe = [['\treturn len(i.items)\n', '\tif i == nil {\n\t\treturn 0\n\t}\n\treturn len(i.items)\n']] as const;

export const go: CaseTable = {
  languageId: 'go',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, [...imports, ...wraps]), edit: [...imports, ...wraps] },
    {
      name: 'imports and a function around a mark',
      block: tabbed(code`
        package store

        import (
            "errors"
            "fmt"
            "sync"
        )

        // ... existing code ...

        func (s *Store) Get(key string) (string, error) {
            s.mu.Lock()
            defer s.mu.Unlock()
            value, ok := s.items[key]
            if !ok {
                return "", fmt.Errorf("%w: %s", ErrMissing, key)
            }
            return value, nil
        }

        // ... rest unchanged ...
      `),
      edit: [...imports, ...wraps],
    },
    {
      name: 'a method as a fragment, by its receiver',
      block: tabbed(code`
        func (i *Index) Len() int {
            if i == nil {
                return 0
            }
            return len(i.items)
        }
      `),
      edit: nilSafe,
    },
    {
      name: 'a section with blanks for a file with tabs',
      block: searchReplace(
        '    if !ok {\n        return "", ErrMissing\n    }\n',
        '    if !ok {\n        return "", fmt.Errorf("%w: %s", ErrMissing, key)\n    }\n',
      ),
      edit: wraps,
    },
    {
      name: 'a fragment with blanks for a file with tabs',
      block: code`
        func (i *Index) Len() int {
            if i == nil {
                return 0
            }
            return len(i.items)
        }
      `,
      edit: nilSafe,
    },
    {
      name: 'a hunk with its heading among equal lines',
      block: tabbed(code`
        @@ -1,4 +1,4 @@ func (s *Store) Len() int {
             s.mu.Lock()
             defer s.mu.Unlock()
        -    return len(s.items)
        +    return len(s.items) + s.extra
         }
      `),
      edit: [['return len(s.items)', 'return len(s.items) + s.extra']],
    },
    {
      name: 'a line of two functions',
      block: searchReplace('\tdefer s.mu.Unlock()\n', '\tdefer s.unlock()\n'),
      edit: 'refused',
    },
    {
      name: 'a function that goes, with the struct field it needs',
      block:
        searchReplace('type Index struct {\n\titems []string\n}\n\n', '') +
        searchReplace('func (i *Index) Len() int {\n\treturn len(i.items)\n}\n\n', ''),
      edit: [
        ['type Index struct {\n\titems []string\n}\n\n', ''],
        ['func (i *Index) Len() int {\n\treturn len(i.items)\n}\n\n', ''],
      ],
    },
    {
      name: 'a patch after the file got another import',
      block: tabbed(code`
        *** Begin Patch
        *** Update File: store/store.go
        @@
         import (
             "errors"
        +    "fmt"
             "sync"
         )
        @@ func (s *Store) Get(key string) (string, error) {
             if !ok {
        -        return "", ErrMissing
        +        return "", fmt.Errorf("%w: %s", ErrMissing, key)
             }
        *** End Patch
      `),
      drift: [['\t"sync"\n)', '\t"sync"\n\t"time"\n)']],
      edit: [['\t"errors"\n', '\t"errors"\n\t"fmt"\n'], ...wraps],
    },
    {
      name: 'a struct with a field and other alignment',
      block: tabbed(code`
        type Store struct {
            mu      sync.Mutex
            items   map[string]string
            maximum int
        }
      `),
      edit: [
        [
          '\tmu    sync.Mutex\n\titems map[string]string\n',
          '\tmu      sync.Mutex\n\titems   map[string]string\n\tmaximum int\n',
        ],
      ],
    },
    {
      name: 'a file of another package',
      block: 'package main\n\nimport "log"\n\nfunc main() {\n\tlog.Println("up")\n}\n',
      edit: 'refused',
    },
  ],
};
