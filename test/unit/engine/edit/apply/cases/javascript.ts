import { type CaseTable, code, edited, searchReplace, withCrlf, withOpenEnd } from './applyCase';

const source = code`
  import React, { useState } from 'react';
  import { Row } from './Row';

  export function Table({ rows, onPick }) {
    const [picked, setPicked] = useState(null);

    function handleClick(id) {
      setPicked(id);
      onPick(id);
    }

    return (
      <table className="table">
        <thead>
          <tr>
            <th>Name</th>
            <th>Size</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} onClick={() => handleClick(row.id)} />
          ))}
        </tbody>
      </table>
    );
  }

  export const Empty = () => {
    return (
      <div className="empty">
        <p>Nothing here</p>
      </div>
    );
  };

  module.exports.helpers = {
    first(list) {
      return list[0];
    },
    last(list) {
      return list[list.length - 1];
    },
  };
`;

const header = [['          <th>Size</th>\n', '          <th>Size</th>\n          <th>Date</th>\n']] as const;
const picks = [['    setPicked(id);\n', '    if (id === picked) return;\n    setPicked(id);\n']] as const;

export const javascript: CaseTable = {
  languageId: 'javascript',
  source,
  cases: [
    {
      name: 'the whole file without its last line end',
      block: edited(source, header),
      edit: header,
      onDisk: withOpenEnd,
    },
    {
      name: 'a component with marks in the words of JSX',
      block: code`
        export function Table({ rows, onPick }) {
          // ... state and handlers ...

          return (
            <table className="table">
              <thead>
                <tr>
                  <th>Name</th>
                  <th>Size</th>
                  <th>Date</th>
                </tr>
              </thead>
              {/* ... rest of the table stays the same ... */}
            </table>
          );
        }
      `,
      edit: header,
    },
    {
      name: 'a nested function as a fragment at the margin',
      block: code`
        function handleClick(id) {
          if (id === picked) return;
          setPicked(id);
          onPick(id);
        }
      `,
      edit: picks,
    },
    {
      name: 'a section of markup with other indentation',
      block: searchReplace('<th>Name</th>\n<th>Size</th>\n', '<th>Name</th>\n<th>Size</th>\n<th>Date</th>\n'),
      edit: header,
    },
    {
      name: 'an arrow function as a fragment',
      block: code`
        export const Empty = () => {
          return (
            <div className="empty">
              <p>Nothing here yet</p>
            </div>
          );
        };
      `,
      edit: [['Nothing here', 'Nothing here yet']],
    },
    {
      name: 'a hunk without numbers',
      block: code`
        @@ @@
           function handleClick(id) {
        +    if (id === picked) return;
             setPicked(id);
             onPick(id);
      `,
      edit: picks,
    },
    {
      name: 'a hunk over a file from Windows',
      block: code`
        @@ -900,4 +900,5 @@
                   <th>Name</th>
                   <th>Size</th>
        +          <th>Date</th>
                 </tr>
      `,
      edit: header,
      onDisk: withCrlf,
    },
    {
      name: 'a method of an object',
      block: code`
          first(list) {
            return list.length > 0 ? list[0] : undefined;
          },
      `,
      edit: [['return list[0];', 'return list.length > 0 ? list[0] : undefined;']],
    },
    {
      name: 'an object with a mark and a method more',
      block: code`
        module.exports.helpers = {
          // ... existing helpers ...
          last(list) {
            return list[list.length - 1];
          },
          rest(list) {
            return list.slice(1);
          },
        };
      `,
      edit: [
        [
          '    return list[list.length - 1];\n  },\n',
          '    return list[list.length - 1];\n  },\n  rest(list) {\n    return list.slice(1);\n  },\n',
        ],
      ],
    },
    {
      name: 'an added hook in an import',
      block: searchReplace(
        "import React, { useState } from 'react';\n",
        "import React, { useMemo, useState } from 'react';\n",
      ),
      edit: [['{ useState }', '{ useMemo, useState }']],
    },
    { name: 'a line that stands twice', block: searchReplace('  return (\n', '  return memo(\n'), edit: 'refused' },
    {
      name: 'words of a model in the place of code',
      block: '// Add the new column to the table here\n',
      edit: 'refused',
    },
    {
      name: 'a patch that adds at the end',
      block: code`
        *** Begin Patch
        *** Update File: Table.jsx
        @@
           last(list) {
             return list[list.length - 1];
           },
         };
        +
        +export const version = 2;
        *** End Patch
      `,
      edit: [['- 1];\n  },\n};\n', '- 1];\n  },\n};\n\nexport const version = 2;\n']],
    },
    {
      name: 'a section after the component drifted around it',
      block: searchReplace(
        '    setPicked(id);\n    onPick(id);\n',
        '    if (id === picked) return;\n    setPicked(id);\n    onPick(id);\n',
      ),
      edit: picks,
      drift: [
        ['{ rows, onPick }', '{ rows, onPick, caption }'],
        ['      <thead>\n', '      <caption>{caption}</caption>\n      <thead>\n'],
      ],
    },
  ],
};
