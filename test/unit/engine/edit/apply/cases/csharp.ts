import { type CaseTable, code, edited, searchReplace, withCrlf, withMark } from './applyCase';

const source = code`
  using System;
  using System.Collections.Generic;

  namespace Shop
  {
      [Serializable]
      public class Cart
      {
          private readonly List<Item> _items = new();

          public int Count => _items.Count;

          [HttpPost("add")]
          public void Add(Item item)
          {
              _items.Add(item);
          }

          public decimal Total()
          {
              decimal sum = 0;
              foreach (var item in _items)
              {
                  sum += item.Price;
              }
              return sum;
          }

          #region Clearing
          public void Clear()
          {
              _items.Clear();
          }
          #endregion
      }

      public class Wishlist
      {
          private readonly List<Item> _wishes = new();

          public void Clear()
          {
              _wishes.Clear();
          }
      }
  }
`;

const guarded = [
  [
    '            _items.Add(item);\n',
    '            ArgumentNullException.ThrowIfNull(item);\n            _items.Add(item);\n',
  ],
] as const;
const fromDisk = (text: string): string => withMark(withCrlf(text));

export const csharp: CaseTable = {
  languageId: 'csharp',
  source,
  cases: [
    {
      name: 'the whole file with a mark and the line ends of Windows',
      block: edited(source, guarded),
      edit: guarded,
      onDisk: fromDisk,
    },
    {
      name: 'a method with its attribute at the margin',
      block: code`
        [HttpPost("add")]
        public void Add(Item item)
        {
            ArgumentNullException.ThrowIfNull(item);
            _items.Add(item);
        }
      `,
      edit: guarded,
      onDisk: fromDisk,
    },
    {
      name: 'a using at the very start of a file with a mark',
      block: searchReplace('using System;\n', 'using Shop.Core;\nusing System;\n'),
      edit: [['using System;\n', 'using Shop.Core;\nusing System;\n']],
      onDisk: fromDisk,
    },
    {
      name: 'a hunk at the very start of a file with a mark',
      block:
        '--- a/Cart.cs\n+++ b/Cart.cs\n@@ -1,2 +1,3 @@\n+using Shop.Core;\n using System;\n using System.Collections.Generic;\n',
      edit: [['using System;\n', 'using Shop.Core;\nusing System;\n']],
      onDisk: fromDisk,
    },
    {
      name: 'the second of two methods named Clear',
      block: code`
            public class Wishlist
            {
                // ...

                public void Clear()
                {
                    _wishes.Clear();
                    Cleared?.Invoke();
                }
            }
      `,
      edit: [['_wishes.Clear();', '_wishes.Clear();\n            Cleared?.Invoke();']],
    },
    {
      name: 'one of two methods named Clear, with new lines alone',
      block: 'public void Clear()\n{\n    Reset();\n}\n',
      edit: 'refused',
    },
    {
      name: 'a method more within a region',
      block: searchReplace(
        '            _items.Clear();\n        }\n        #endregion\n',
        '            _items.Clear();\n        }\n\n        public void Shrink() => _items.TrimExcess();\n        #endregion\n',
      ),
      edit: [['        #endregion\n', '\n        public void Shrink() => _items.TrimExcess();\n        #endregion\n']],
    },
    {
      name: 'a patch after the class got a base',
      block:
        '*** Begin Patch\n*** Update File: Cart.cs\n@@ public class Cart\n         public decimal Total()\n         {\n-            decimal sum = 0;\n+            decimal sum = Shipping;\n             foreach (var item in _items)\n*** End Patch\n',
      drift: [['public class Cart\n', 'public sealed class Cart : ICart\n']],
      edit: [['decimal sum = 0;', 'decimal sum = Shipping;']],
    },
    {
      name: 'a property by a hunk that was already made',
      block:
        '@@ -9,1 +9,1 @@\n     public class Cart\n     {\n         private readonly List<Item> _items = new();\n \n-        public int Count => _items.Count;\n+        public int Count => _items.Count + _gifts.Count;\n+        public bool IsEmpty => Count == 0;\n \n         [HttpPost("add")]\n',
      drift: [['_items.Count;\n', '_items.Count + _gifts.Count;\n        public bool IsEmpty => Count == 0;\n']],
      edit: 'unchanged',
    },
    {
      name: 'a controller of another file',
      block:
        'public class UsersController : Controller\n{\n    public IActionResult Index()\n    {\n        return View();\n    }\n}\n',
      edit: 'refused',
    },
  ],
};
