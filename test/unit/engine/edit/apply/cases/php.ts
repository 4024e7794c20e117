import { type CaseTable, code, edited, searchReplace, withCrlf } from './applyCase';

const source = code`
  <?php

  declare(strict_types=1);

  namespace App\Http;

  use App\Models\User;

  #[Route('/users')]
  class UserController
  {
      public function __construct(private Users $users)
      {
      }

      public function show(int $id): array
      {
          $user = $this->users->find($id);
          return ['user' => $user];
      }

      public function delete(int $id): array
      {
          $user = $this->users->find($id);
          $this->users->remove($user);
          return [];
      }
  }

  ?>
  <ul>
    <?php foreach ($users as $user): ?>
      <li><?= $user->name ?></li>
    <?php endforeach; ?>
  </ul>
`;

const found = [
  [
    "        return ['user' => $user];\n",
    "        if ($user === null) {\n            throw new NotFound($id);\n        }\n        return ['user' => $user];\n",
  ],
] as const;

export const php: CaseTable = {
  languageId: 'php',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, found), edit: found, onDisk: withCrlf },
    {
      name: 'a method as a fragment',
      block: code`
            public function show(int $id): array
            {
                $user = $this->users->find($id);
                if ($user === null) {
                    throw new NotFound($id);
                }
                return ['user' => $user];
            }
      `,
      edit: found,
    },
    {
      name: 'a use and a method with marks',
      block: code`
        use App\Errors\NotFound;
        use App\Models\User;

        #[Route('/users')]
        class UserController
        {
            // ... constructor unchanged ...

            public function show(int $id): array
            {
                $user = $this->users->find($id);
                if ($user === null) {
                    throw new NotFound($id);
                }
                return ['user' => $user];
            }

            // ... delete() unchanged ...
        }
      `,
      edit: [['use App\\Models\\User;', 'use App\\Errors\\NotFound;\nuse App\\Models\\User;'], ...found],
    },
    {
      name: 'a line of both methods',
      block: searchReplace('        $user = $this->users->find($id);\n', '        $user = $this->users->get($id);\n'),
      edit: 'refused',
    },
    {
      name: 'markup below the code',
      block: searchReplace('    <li><?= $user->name ?></li>\n', '    <li><?= e($user->name) ?></li>\n'),
      edit: [['$user->name', 'e($user->name)']],
    },
    {
      name: 'a hunk with a path and numbers of another version',
      block:
        '--- a/app/Http/UserController.php\n+++ b/app/Http/UserController.php\n@@ -71,3 +71,4 @@\n         $user = $this->users->find($id);\n+        $this->audit->log($id);\n         $this->users->remove($user);\n         return [];\n',
      edit: [['        $this->users->remove', '        $this->audit->log($id);\n        $this->users->remove']],
      drift: [['#[Route', '#[Auth]\n#[Route']],
    },
    {
      name: 'a template of another file',
      block: '<html>\n<body>\n<?php include "menu.php"; ?>\n<h1><?= $title ?></h1>\n</body>\n</html>\n',
      edit: 'refused',
    },
  ],
};
