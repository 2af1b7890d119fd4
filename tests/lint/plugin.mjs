// House rules of the linter. Each has a planted violation in tests/lint/fixtures and a test that expects it to be found.

const WRAPPERS = new Set(["formAction", "dataAction"]);

/** In a "use server" file every export must be built by the action wrapper: a bare export is a public POST endpoint. */
const guardedServerAction = {
  meta: {
    type: "problem",
    messages: {
      unguarded:
        "`{{name}}` is a public POST endpoint; build it with formAction() or dataAction() so that it authenticates, authorises, parses and maps errors.",
      inline: "No inline `use server`: put the action into an actions.ts file, built by formAction().",
    },
  },
  create(context) {
    let inActionFile = false;
    const report = (node, name) =>
      context.report({ node, messageId: "unguarded", data: { name: name ?? "default" } });
    const isDirective = (statement) =>
      statement.type === "ExpressionStatement" && statement.expression?.value === "use server";
    const inline = (node) => {
      if (node.body?.type === "BlockStatement" && node.body.body.some(isDirective)) {
        context.report({ node, messageId: "inline" });
      }
    };
    return {
      Program(node) {
        inActionFile = node.body.some(isDirective);
      },
      FunctionDeclaration: inline,
      FunctionExpression: inline,
      ArrowFunctionExpression: inline,
      ExportNamedDeclaration(node) {
        if (!inActionFile || node.exportKind === "type") return;
        if (!node.declaration) {
          for (const specifier of node.specifiers ?? []) {
            if (specifier.exportKind !== "type") report(node, specifier.exported?.name);
          }
          return;
        }
        if (node.declaration.type === "FunctionDeclaration") report(node, node.declaration.id?.name);
        for (const d of node.declaration.declarations ?? []) {
          if (!WRAPPERS.has(d.init?.callee?.name)) report(d, d.id.name);
        }
      },
      ExportAllDeclaration(node) {
        if (inActionFile) report(node, "*");
      },
      ExportDefaultDeclaration(node) {
        if (inActionFile) report(node);
      },
    };
  },
};

const SUPPRESSION = /(?:eslint|oxlint)-disable|@ts-(?:ignore|expect-error|nocheck)/;

/** A suppression carries its reason on the same line, after ` -- `. */
const explainedSuppression = {
  meta: {
    type: "problem",
    messages: { unexplained: "Say why on the same line: `-- reason`." },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (SUPPRESSION.test(comment.value) && !/--\s*\S.{7,}/.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: "unexplained" });
          }
        }
      },
    };
  },
};

export default {
  meta: { name: "house" },
  rules: {
    "guarded-server-action": guardedServerAction,
    "explained-suppression": explainedSuppression,
  },
};
