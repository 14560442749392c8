import importX, { createNodeResolver } from "eslint-plugin-import-x";
import vue from "eslint-plugin-vue";
import globals from "globals";
import ts from "typescript-eslint";
import vueParser from "vue-eslint-parser";

// Who may import whom: protocol, platform, ui, finding (◄ pictures) ◄ connection ◄ locales ◄ session ◄ asking, calling ◄ features ◄ app.
// Features do not import each other; a page in app brings them together.
const everywhere = ["./testing"];
const zones = [
  { target: "./src/protocol", from: "./src", except: [...everywhere, "./protocol"] },
  { target: "./src/platform", from: "./src", except: [...everywhere, "./platform", "./protocol"] },
  { target: "./src/ui", from: "./src", except: [...everywhere, "./ui"] },
  { target: "./src/finding", from: "./src", except: [...everywhere, "./finding"] },
  {
    target: "./src/pictures",
    from: "./src",
    except: [...everywhere, "./pictures", "./platform", "./ui"],
  },
  {
    target: "./src/connection",
    from: "./src",
    except: [...everywhere, "./connection", "./protocol", "./platform"],
  },
  {
    target: "./src/locales",
    from: "./src",
    except: [...everywhere, "./locales", "./protocol", "./platform", "./connection"],
  },
  {
    target: "./src/session",
    from: "./src",
    except: [...everywhere, "./session", "./protocol", "./platform", "./connection"],
  },
  {
    target: "./src/asking",
    from: "./src",
    except: [
      ...everywhere,
      "./asking",
      "./protocol",
      "./platform",
      "./ui",
      "./connection",
      "./locales",
      "./session",
    ],
  },
  {
    target: "./src/calling",
    from: "./src",
    except: [
      ...everywhere,
      "./calling",
      "./protocol",
      "./platform",
      "./ui",
      "./connection",
      "./locales",
      "./session",
    ],
  },
  ...[
    "accounts",
    "people",
    "files",
    "chat",
    "groups",
    "calls",
    "group_calls",
    "search",
    "stickers",
  ].map((feature) => ({
    target: `./src/features/${feature}`,
    from: "./src/features",
    except: [`./${feature}`],
    message: "features do not import each other",
  })),
  { target: "./src/features", from: "./src/app" },
];

export default ts.config(
  { ignores: ["dist/**", "src/protocol/**", "node_modules/**"] },
  ...ts.configs.strict,
  ...vue.configs["flat/recommended"],
  {
    languageOptions: {
      globals: { ...globals.browser },
      parser: vueParser,
      parserOptions: { parser: ts.parser, extraFileExtensions: [".vue"] },
    },
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".vue", ".js"] })],
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "separate-type-imports" },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "import-x/no-restricted-paths": ["error", { zones, basePath: import.meta.dirname }],
      "import-x/no-cycle": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: false }],
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "MemberExpression[property.name='innerHTML']", message: "text nodes only" },
      ],
      "vue/no-v-html": "error",
      "vue/component-api-style": ["error", ["script-setup"]],
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      "vue/require-default-prop": "off",
      "vue/multi-word-component-names": "error",
      "vue/attributes-order": "off",
      // How templates are laid out is the formatter's business.
      "vue/max-attributes-per-line": "off",
      "vue/singleline-html-element-content-newline": "off",
      "vue/multiline-html-element-content-newline": "off",
      "vue/html-self-closing": "off",
      "vue/html-indent": "off",
      "vue/html-closing-bracket-newline": "off",
    },
  },
  { files: ["**/*.vue"], rules: { "max-lines": ["error", { max: 200 }] } },
  // Lists of words: one line each, and the two languages side by side.
  { files: ["src/locales/{en,zh-CN}.ts"], rules: { "max-lines": ["error", { max: 600 }] } },
  {
    files: ["**/*.test.ts", "e2e/**", "tests/**", "*.ts", "*.js"],
    languageOptions: { globals: { ...globals.node } },
    rules: {
      "@typescript-eslint/explicit-function-return-type": "off",
      "no-console": "off",
      "max-lines": ["error", { max: 400 }],
    },
  },
);
