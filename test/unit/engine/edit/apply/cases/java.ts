import { type CaseTable, code, edited, searchReplace, withCrlf } from './applyCase';

const source = code`
  package com.example.orders;

  import java.util.ArrayList;
  import java.util.List;

  @Service
  public class OrderService {

      private final List<Order> orders = new ArrayList<>();

      @Override
      public void add(Order order) {
          orders.add(order);
      }

      public void add(Order order, int times) {
          for (int i = 0; i < times; i++) {
              orders.add(order);
          }
      }

      @Transactional
      public Order find(String id) {
          for (Order order : orders) {
              if (order.getId().equals(id)) {
                  return order;
              }
          }
          return null;
      }

      public int total() {
          int sum = 0;
          for (Order order : orders) {
              sum += order.getPrice();
          }
          return sum;
      }

      static class Line {
          private int price;

          public int total() {
              return price;
          }
      }
  }
`;

const throwing = [['        return null;\n', '        throw new NoSuchElementException(id);\n']] as const;
const checked = [
  [
    '    public void add(Order order, int times) {\n',
    '    public void add(Order order, int times) {\n        if (times < 1) throw new IllegalArgumentException();\n',
  ],
] as const;

export const java: CaseTable = {
  languageId: 'java',
  source,
  cases: [
    { name: 'the whole file on Windows', block: edited(source, throwing), edit: throwing, onDisk: withCrlf },
    {
      name: 'one overload as a fragment',
      block: code`
        public void add(Order order, int times) {
            if (times < 1) throw new IllegalArgumentException();
            for (int i = 0; i < times; i++) {
                orders.add(order);
            }
        }
      `,
      edit: checked,
    },
    {
      name: 'one overload by a section with its signature',
      block: searchReplace(
        '    public void add(Order order) {\n        orders.add(order);\n',
        '    public void add(Order order) {\n        Objects.requireNonNull(order);\n        orders.add(order);\n',
      ),
      edit: [
        [
          '    public void add(Order order) {\n',
          '    public void add(Order order) {\n        Objects.requireNonNull(order);\n',
        ],
      ],
    },
    {
      name: 'a class with marks for the methods around',
      block: code`
        @Service
        public class OrderService {

            // ... existing fields and methods ...

            @Transactional
            public Order find(String id) {
                for (Order order : orders) {
                    if (order.getId().equals(id)) {
                        return order;
                    }
                }
                throw new NoSuchElementException(id);
            }

            // ... remaining methods ...
        }
      `,
      edit: throwing,
    },
    {
      name: 'the method of a nested class by its class',
      block: code`
            static class Line {
                private int price;

                public int total() {
                    return price * 2;
                }
            }
      `,
      edit: [['return price;', 'return price * 2;']],
    },
    {
      name: 'the opening line of two methods',
      block: searchReplace('public int total() {\n', 'public long total() {\n'),
      edit: 'refused',
    },
    {
      name: 'imports and a hunk far below in one patch',
      block: code`
        --- a/OrderService.java
        +++ b/OrderService.java
        @@ -3,3 +3,4 @@
         import java.util.ArrayList;
         import java.util.List;
        +import java.util.NoSuchElementException;

        @@ -400,3 +401,3 @@
                 }
        -        return null;
        +        throw new NoSuchElementException(id);
             }
      `,
      edit: [
        ['import java.util.List;\n', 'import java.util.List;\nimport java.util.NoSuchElementException;\n'],
        ...throwing,
      ],
    },
    {
      name: 'an annotation more above a method',
      block: searchReplace(
        '    @Transactional\n    public Order find(String id) {\n',
        '    @Transactional\n    @Cacheable("orders")\n    public Order find(String id) {\n',
      ),
      edit: [['    @Transactional\n', '    @Transactional\n    @Cacheable("orders")\n']],
    },
    {
      name: 'a method of tabs for a file of blanks',
      block: searchReplace(
        '\tpublic int total() {\n\t\tint sum = 0;\n',
        '\tpublic int total() {\n\t\tint sum = base;\n',
      ),
      edit: [['int sum = 0;', 'int sum = base;']],
    },
    {
      name: 'a method that drifted elsewhere in the class',
      block: code`
            public Order find(String id) {
                for (Order order : orders) {
                    if (order.getId().equals(id)) {
                        return order;
                    }
                }
                throw new NoSuchElementException(id);
            }
      `,
      drift: [
        ['sum += order.getPrice();', 'sum += order.getPrice() * order.getCount();'],
        ['    @Transactional\n', '    @Transactional(readOnly = true)\n'],
      ],
      edit: throwing,
    },
    {
      name: 'a class of another file',
      block:
        'package com.example.users;\n\npublic class UserService {\n    public User current() {\n        return session.getUser();\n    }\n}\n',
      edit: 'refused',
    },
    {
      name: 'a patch that deletes the file',
      block: '*** Begin Patch\n*** Delete File: OrderService.java\n*** End Patch\n',
      edit: 'refused',
    },
  ],
};
