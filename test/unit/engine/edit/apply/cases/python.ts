import { type CaseTable, code, edited, searchReplace, withCrlf, withMark, withOpenEnd } from './applyCase';

const source = code`
  import os
  from dataclasses import dataclass


  @dataclass
  class Point:
      x: int
      y: int

      def norm(self):
          return (self.x ** 2 + self.y ** 2) ** 0.5

      def __repr__(self):
          return f"Point({self.x}, {self.y})"


  class Circle:
      def __init__(self, center, radius):
          self.center = center
          self.radius = radius

      @property
      def area(self):
          return 3.14159 * self.radius ** 2

      def __repr__(self):
          return f"Circle({self.center})"


  def load(path):
      def clean(line):
          return line.strip()

      with open(path) as file:
          for line in file:
              yield clean(line)


  if __name__ == "__main__":
      for name in load(os.environ["NAMES"]):
          print(name)
`;

const area = [['3.14159 * self', 'math.pi * self']] as const;
const cleans = [['return line.strip()', 'return line.strip().lower()']] as const;
const imports = [['import os\n', 'import math\nimport os\n']] as const;

export const python: CaseTable = {
  languageId: 'python',
  source,
  cases: [
    {
      name: 'the whole file with a byte order mark',
      block: edited(source, [...imports, ...area]),
      edit: [...imports, ...area],
      onDisk: withMark,
    },
    {
      name: 'a property with its decorator at the margin',
      block: code`
        @property
        def area(self):
            return math.pi * self.radius ** 2
      `,
      edit: area,
    },
    {
      name: 'an import and a class between marks',
      block: code`
        import math
        import os
        from dataclasses import dataclass

        # ... existing code ...

        class Circle:
            # ... __init__ unchanged ...

            @property
            def area(self):
                return math.pi * self.radius ** 2

            # ... rest of class ...
      `,
      edit: [...imports, ...area],
    },
    {
      name: 'a nested function by a section',
      block: searchReplace(
        '    def clean(line):\n        return line.strip()\n',
        '    def clean(line):\n        return line.strip().lower()\n',
      ),
      edit: cleans,
    },
    {
      name: 'a section at the margin for deep lines',
      block: searchReplace(
        'def clean(line):\n    return line.strip()\n',
        'def clean(line):\n    return line.strip().lower()\n',
      ),
      edit: cleans,
    },
    {
      name: 'a method of one name in two classes, in its class',
      block: code`
        class Circle:
            ...

            def __repr__(self):
                return f"Circle({self.center}, {self.radius})"
      `,
      edit: [['Circle({self.center})', 'Circle({self.center}, {self.radius})']],
    },
    {
      name: 'a method of one name in two classes, alone',
      block: '    def __repr__(self):\n        return "?"\n',
      edit: 'refused',
    },
    {
      name: 'a hunk with its heading and wrong numbers',
      block: code`
        --- a/shapes.py
        +++ b/shapes.py
        @@ -100,3 +100,3 @@ class Circle:
             def __repr__(self):
        -        return f"Circle({self.center})"
        +        return f"Circle({self.center}, {self.radius})"
      `,
      edit: [['Circle({self.center})', 'Circle({self.center}, {self.radius})']],
    },
    {
      name: 'a function more behind the last one of a class',
      block: searchReplace(
        '        return f"Point({self.x}, {self.y})"\n',
        '        return f"Point({self.x}, {self.y})"\n\n    def moved(self, dx, dy):\n        return Point(self.x + dx, self.y + dy)\n',
      ),
      edit: [
        [
          'Point({self.x}, {self.y})"\n',
          'Point({self.x}, {self.y})"\n\n    def moved(self, dx, dy):\n        return Point(self.x + dx, self.y + dy)\n',
        ],
      ],
    },
    {
      name: 'a function that wraps deeper',
      block: code`
        def load(path):
            def clean(line):
                return line.strip()

            if os.path.exists(path):
                with open(path) as file:
                    for line in file:
                        yield clean(line)
      `,
      edit: [
        [
          '    with open(path) as file:\n        for line in file:\n            yield clean(line)\n',
          '    if os.path.exists(path):\n        with open(path) as file:\n            for line in file:\n                yield clean(line)\n',
        ],
      ],
    },
    {
      name: 'a method that goes by a patch',
      block: code`
        *** Begin Patch
        *** Update File: shapes.py
        @@ class Point:
        -    def norm(self):
        -        return (self.x ** 2 + self.y ** 2) ** 0.5
        -
             def __repr__(self):
        *** End Patch
      `,
      edit: [['    def norm(self):\n        return (self.x ** 2 + self.y ** 2) ** 0.5\n\n', '']],
    },
    {
      name: 'the last lines of an open end',
      block: searchReplace('        print(name)\n', '        print(name, flush=True)\n'),
      edit: [['print(name)', 'print(name, flush=True)']],
      onDisk: withOpenEnd,
    },
    {
      name: 'two sections over a drift, on Windows',
      block:
        searchReplace('import os\n', 'import math\nimport os\n') +
        searchReplace('        return 3.14159 * self.radius ** 2\n', '        return math.pi * self.radius ** 2\n'),
      edit: [['import os\n', 'import math\nimport os\n'], ...area],
      drift: [['    y: int\n', '    y: int\n    z: int = 0\n']],
      onDisk: withCrlf,
    },
    {
      name: 'an import that is perhaps there already',
      block: searchReplace(
        'import os\nfrom dataclasses import dataclass\n',
        'import math\nimport os\nfrom dataclasses import dataclass\n',
      ),
      drift: imports,
      edit: 'refused',
    },
    {
      name: 'a script of another project',
      block: code`
        import argparse

        def main():
            parser = argparse.ArgumentParser()
            parser.add_argument("--port", type=int)
            args = parser.parse_args()
            serve(args.port)

        main()
      `,
      edit: 'refused',
    },
    {
      name: 'a class with one field more and the rest behind a mark',
      block: code`
        @dataclass
        class Point:
            x: int
            y: int
            z: int = 0

            # (other methods unchanged)
      `,
      edit: [['    y: int\n', '    y: int\n    z: int = 0\n']],
    },
  ],
};
