using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Stockade.Generators;

/// <summary>
/// Turns the pages in <c>rules/</c> into descriptors, typed diagnostic factories and the rule catalogue. A page without a class does not
/// compile because the catalogue names the class; a class without a page does not compile because this generator says so.
/// </summary>
[Generator]
public sealed class RulePageGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor InvalidPage = new(
        "STKGEN001", "Rule page is invalid", "{0}: {1}", "Stockade.Generators", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor RuleWithoutPage = new(
        "STKGEN002", "Rule has no page", "Rule '{0}' has no page in rules/", "Stockade.Generators", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var pages = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            .Select(static (text, cancellation) => PageParser.Parse(text.Path, text.GetText(cancellation)?.ToString() ?? ""))
            .Collect()
            .Select(static (parsed, _) => new EquatableArray<ParsedPage>(parsed.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path))));

        var rules = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null } declaration && IsRule(declaration),
                static (syntax, _) => ((ClassDeclarationSyntax)syntax.Node).Identifier.ValueText)
            .Collect()
            .Select(static (names, _) => new EquatableArray<string>(names));

        context.RegisterSourceOutput(pages, static (output, parsed) => Emit(output, parsed.Items));
        context.RegisterSourceOutput(pages.Combine(rules), static (output, pair) => CheckRules(output, pair.Left.Items, pair.Right.Items));
    }

    private static bool IsRule(ClassDeclarationSyntax declaration) =>
        declaration.Parent is BaseNamespaceDeclarationSyntax { Name: var space } && space.ToString().StartsWith("Stockade.Rules", StringComparison.Ordinal)
        && declaration.BaseList!.Types.Any(static type => type.Type is IdentifierNameSyntax { Identifier.ValueText: "Rule" });

    private static void Emit(SourceProductionContext output, ImmutableArray<ParsedPage> parsed)
    {
        foreach (var page in parsed.Where(static page => page.Error is not null))
            output.ReportDiagnostic(Diagnostic.Create(InvalidPage, Location.None, page.Path, page.Error));

        var pages = parsed.Where(static page => page.Error is null).ToImmutableArray();
        foreach (var twice in pages.GroupBy(static page => page.Id, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            output.ReportDiagnostic(Diagnostic.Create(InvalidPage, Location.None, twice.Last().Path, $"id {twice.Key} is taken"));

        output.AddSource("Descriptors.g.cs", CatalogueWriter.WriteDescriptors(pages));
        output.AddSource("RuleDiagnostics.g.cs", CatalogueWriter.WriteFactories(pages));
        output.AddSource("RuleCatalog.g.cs", CatalogueWriter.WriteCatalog(pages));
    }

    private static void CheckRules(SourceProductionContext output, ImmutableArray<ParsedPage> pages, ImmutableArray<string> rules)
    {
        foreach (var rule in rules.Where(rule => pages.All(page => !string.Equals(page.Name, rule, StringComparison.Ordinal))))
            output.ReportDiagnostic(Diagnostic.Create(RuleWithoutPage, Location.None, rule));
    }
}
