import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["scripts/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.browser, vis: "readonly" } },
    rules: {
      "complexity": ["error", 16],
      "curly": ["error", "multi-line"],
      "eqeqeq": "error",
      "max-len": ["error", { code: 140, ignoreStrings: true, ignoreTemplateLiterals: true }],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 45],
      "no-var": "error",
      "prefer-const": "error",
      // Text is text: nothing on the page is ever made of markup.
      "no-restricted-properties": ["error",
        { property: "innerHTML" }, { property: "outerHTML" }, { property: "insertAdjacentHTML" },
        { object: "document", property: "write" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
    },
  },
  { files: ["tests/**/*.js"], languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.node } },
];
