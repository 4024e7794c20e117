import { type CaseTable, code, edited, searchReplace, withOpenEnd } from './applyCase';

const source = code`
  use std::collections::HashMap;

  #[derive(Debug, Clone)]
  pub struct Config {
      pub name: String,
      pub retries: u32,
  }

  impl Config {
      pub fn new(name: &str) -> Self {
          Self { name: name.to_string(), retries: 3 }
      }

      pub fn validate(&self) -> Result<(), String> {
          if self.name.is_empty() {
              return Err("empty name".into());
          }
          Ok(())
      }
  }

  impl Default for Config {
      fn default() -> Self {
          Self::new("default")
      }
  }

  pub struct Cache<'a> {
      entries: HashMap<&'a str, Config>,
  }

  impl<'a> Cache<'a> {
      pub fn new() -> Self {
          Self { entries: HashMap::new() }
      }

      pub fn get(&self, name: &str) -> Option<&Config> {
          self.entries.get(name)
      }
  }

  #[cfg(test)]
  mod tests {
      use super::*;

      #[test]
      fn validates() {
          assert!(Config::new("a").validate().is_ok());
      }
  }
`;

const checks = [
  [
    '        Ok(())\n',
    '        if self.retries > 10 {\n            return Err("too many retries".into());\n        }\n        Ok(())\n',
  ],
] as const;

export const rust: CaseTable = {
  languageId: 'rust',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, checks), edit: checks },
    {
      name: 'a method in its block, with marks',
      block: code`
        impl Config {
            // ... existing methods ...

            pub fn validate(&self) -> Result<(), String> {
                if self.name.is_empty() {
                    return Err("empty name".into());
                }
                if self.retries > 10 {
                    return Err("too many retries".into());
                }
                Ok(())
            }
        }
      `,
      edit: checks,
    },
    {
      name: 'one of two functions named new, in its block',
      block: code`
        impl<'a> Cache<'a> {
            pub fn new() -> Self {
                Self { entries: HashMap::with_capacity(16) }
            }

            // rest of the impl stays the same
        }
      `,
      edit: [['HashMap::new()', 'HashMap::with_capacity(16)']],
    },
    {
      name: 'attributes by a section',
      block: searchReplace('#[derive(Debug, Clone)]\n', '#[derive(Debug, Clone, PartialEq)]\n'),
      edit: [['Debug, Clone', 'Debug, Clone, PartialEq']],
    },
    {
      name: 'a struct with its attributes as a fragment',
      block: code`
        #[derive(Debug, Clone)]
        pub struct Config {
            pub name: String,
            pub retries: u32,
            pub timeout_ms: u64,
        }
      `,
      edit: [['retries: u32,\n', 'retries: u32,\n    pub timeout_ms: u64,\n']],
    },
    {
      name: 'a test more, by a hunk at an open end',
      block: code`
        --- a/src/config.rs
        +++ b/src/config.rs
        @@ -40,5 +40,10 @@ mod tests {
             fn validates() {
                 assert!(Config::new("a").validate().is_ok());
             }
        +
        +    #[test]
        +    fn refuses_an_empty_name() {
        +        assert!(Config::new("").validate().is_err());
        +    }
         }
      `,
      edit: [
        [
          'validate().is_ok());\n    }\n',
          'validate().is_ok());\n    }\n\n    #[test]\n    fn refuses_an_empty_name() {\n        assert!(Config::new("").validate().is_err());\n    }\n',
        ],
      ],
      onDisk: withOpenEnd,
    },
    {
      name: 'a use above, with three dots only',
      block: 'use std::collections::BTreeMap;\nuse std::collections::HashMap;\n\n// ...\n',
      edit: [['use std::collections::HashMap;', 'use std::collections::BTreeMap;\nuse std::collections::HashMap;']],
    },
    {
      name: 'a default after a drift in the struct',
      block: searchReplace('        Self::new("default")\n', '        Self::new("unnamed")\n'),
      drift: [['    pub retries: u32,\n', '    pub retries: u8,\n']],
      edit: [['"default"', '"unnamed"']],
    },
    {
      name: 'a block of new code for no known place',
      block: 'impl Drop for Pool {\n    fn drop(&mut self) {\n        self.close();\n    }\n}\n',
      edit: 'refused',
    },
    {
      name: 'an impl that goes, by a patch',
      block: code`
        *** Begin Patch
        *** Update File: src/config.rs
        @@
        -impl Default for Config {
        -    fn default() -> Self {
        -        Self::new("default")
        -    }
        -}
        -
         pub struct Cache<'a> {
        *** End Patch
      `,
      edit: [['impl Default for Config {\n    fn default() -> Self {\n        Self::new("default")\n    }\n}\n\n', '']],
    },
    {
      name: 'lines that moved on in the file',
      block: searchReplace('        self.entries.get(name)\n', '        self.entries.get(name.trim())\n'),
      drift: [['self.entries.get(name)', 'self.lookup(name).ok()']],
      edit: 'refused',
    },
  ],
};
