import { type CaseTable, code, edited, searchReplace, withOpenEnd } from './applyCase';

const source = code`
  # frozen_string_literal: true

  require 'json'

  module Shop
    class Order
      attr_reader :lines

      def initialize(lines)
        @lines = lines
      end

      def total
        lines.sum do |line|
          line.price * line.count
        end
      end

      def to_s
        "Order of #{lines.size}"
      end
    end

    class Invoice
      def initialize(order)
        @order = order
      end

      def to_s
        JSON.dump(total: @order.total)
      end
    end
  end
`;

const rounded = [['        line.price * line.count\n', '        (line.price * line.count).round(2)\n']] as const;

export const ruby: CaseTable = {
  languageId: 'ruby',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, rounded), edit: rounded },
    {
      name: 'a method at the margin',
      block: 'def total\n  lines.sum do |line|\n    (line.price * line.count).round(2)\n  end\nend\n',
      edit: rounded,
    },
    {
      name: 'a class with marks of its language',
      block: code`
          class Invoice
            # ... initialize stays the same ...

            def to_s
              JSON.pretty_generate(total: @order.total)
            end
          end
      `,
      edit: [['JSON.dump', 'JSON.pretty_generate']],
    },
    {
      name: 'a require more',
      block: searchReplace("require 'json'\n", "require 'json'\nrequire 'time'\n"),
      edit: [["require 'json'\n", "require 'json'\nrequire 'time'\n"]],
    },
    {
      name: 'only ends',
      block: searchReplace('    end\n  end\n', '    end\n\n    def more; end\n  end\n'),
      edit: 'refused',
    },
    {
      name: 'a hunk in the second of two methods',
      block:
        '@@ -2,3 +2,3 @@ class Invoice\n     def to_s\n-      JSON.dump(total: @order.total)\n+      JSON.pretty_generate(total: @order.total)\n     end\n',
      edit: [['JSON.dump', 'JSON.pretty_generate']],
      onDisk: withOpenEnd,
    },
    {
      name: 'a method of both classes, each by its class',
      block:
        '*** Begin Patch\n*** Update File: shop.rb\n@@ class Invoice\n@@ def initialize(order)\n-      @order = order\n+      @order = order.freeze\n*** End Patch\n',
      edit: [['@order = order\n', '@order = order.freeze\n']],
      drift: [['attr_reader :lines', 'attr_reader :lines, :note']],
    },
    {
      name: 'a method that goes',
      block: searchReplace('    def to_s\n      "Order of #{lines.size}"\n    end\n  end\n', '  end\n'),
      edit: [['\n    def to_s\n      "Order of #{lines.size}"\n    end\n', '\n']],
    },
  ],
};
