using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>The ARM templates among the files of a run, each with the parameters that the files beside it bind.</summary>
internal static class ArmFiles
{
    private const string TemplateSchema = "deploymentTemplate.json";
    private const string ParameterSchema = "deploymentParameters.json";
    private const string ClusterType = "/managedClusters";
    private const string Extension = ".json";
    private const string Parameters = "parameters";

    /// <summary>True for the text of a JSON file that is worth parsing: most are neither a template with a cluster nor parameters of one.</summary>
    public static bool MayMatter(ReadOnlySpan<char> text) =>
        text.Contains(ParameterSchema, StringComparison.OrdinalIgnoreCase)
        || (text.Contains(TemplateSchema, StringComparison.OrdinalIgnoreCase) && text.Contains(ClusterType, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for a template or a parameter file: such a document holds no Kubernetes object.</summary>
    public static bool IsArm(YamlDocument document) => HasSchema(document, TemplateSchema) || HasSchema(document, ParameterSchema);

    public static ImmutableArray<ClusterDeclaration> Read(ImmutableArray<YamlDocument> documents, ImmutableArray<AzureCommand> commands)
    {
        var templates = documents.Where(static document => HasSchema(document, TemplateSchema)).ToImmutableArray();
        var files = documents.Where(static document => HasSchema(document, ParameterSchema)).ToLookup(static document => RelativePath.FolderOf(document.File.Path), StringComparer.Ordinal);
        var templatesIn = templates.ToLookup(static document => RelativePath.FolderOf(document.File.Path), StringComparer.Ordinal);
        var roots = documents.Where(static document => document.Root is YamlMapping).ToLookup(static document => document.File.Path, static document => (YamlMapping)document.Root!, StringComparer.Ordinal);
        var deploying = commands.Where(static command => ResourceCommands.IsDeployment(command) && !command.IsHelp).ToImmutableArray();
        return
        [
            .. templates.SelectMany(template =>
            {
                var folder = RelativePath.FolderOf(template.File.Path);
                var deployments = deploying.Where(command => ArmDeployment.Deploys(command, template.File)).ToImmutableArray();
                var values = deployments.IsEmpty
                    ? Bind(template, files[folder], templatesIn[folder].Count() == 1)
                    : Agree(template, [.. deployments.Select(command => ArmDeployment.ReadParameters(command, (YamlMapping)template.Root!, path => roots[path].FirstOrDefault()))]);
                return ArmTemplateReader.Read(template, values, ArmDeployment.FindGroup(deployments));
            }),
        ];
    }

    /// <summary>
    /// What the parameter files of a template bind, where no command here says what it deploys the template with.
    /// </summary>
    private static ImmutableDictionary<string, DeclaredValue> Bind(YamlDocument template, IEnumerable<YamlDocument> candidates, bool isOnly)
    {
        var files = candidates.Where(file => Belongs(Name(file.File), Name(template.File), isOnly)).OrderBy(static file => file.File.Path, StringComparer.Ordinal).ToImmutableArray();
        if (files.IsEmpty)
            return ImmutableDictionary<string, DeclaredValue>.Empty;

        return Agree(
            template,
            [
                .. files.Select(static file => ArmTemplateReader.ReadParameters(
                    ArmScope.Find((YamlMapping)file.Root!, Parameters) as YamlMapping,
                    new ArmScope((YamlMapping)file.Root!, ImmutableDictionary<string, DeclaredValue>.Empty))),
            ]);
    }

    /// <summary>Where one of several leaves a parameter out, the default is another value it may have; where they differ, it is not known.</summary>
    private static ImmutableDictionary<string, DeclaredValue> Agree(YamlDocument template, ImmutableArray<ImmutableDictionary<string, DeclaredValue>> given)
    {
        var root = (YamlMapping)template.Root!;
        var defaults = new ArmScope(root, ImmutableDictionary<string, DeclaredValue>.Empty);
        var values = ImmutableDictionary.CreateBuilder<string, DeclaredValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in given.SelectMany(static file => file.Keys).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var alternatives = given.Select(file => file.GetValueOrDefault(name) ?? defaults.Parameter(name, root.Location, name)).ToImmutableArray();
            values[name] = alternatives.All(other => ArmFunctions.AreEqual(alternatives[0], other) is Truth.True || alternatives.Length == 1)
                ? alternatives[0]
                : DeclaredValue.Unknown(alternatives[0].Location, name);
        }

        return values.ToImmutable();
    }

    /// <summary>
    /// <c>aks.parameters.json</c>, <c>aks.parameters.prod.json</c>, <c>aks.prod.parameters.json</c> and <c>aks-parameters.json</c> belong to
    /// <c>aks.json</c>; other names to the only template of their folder.
    /// </summary>
    private static bool Belongs(string file, string template, bool isOnly) =>
        isOnly
        || (file.Length > template.Length
            && file.StartsWith(template, StringComparison.OrdinalIgnoreCase)
            && file[template.Length] is '.' or '-' or '_'
            && file.AsSpan(template.Length).Contains(Parameters, StringComparison.OrdinalIgnoreCase));

    private static bool HasSchema(YamlDocument document, string schema) =>
        document.Root is YamlMapping root
        && ArmScope.Find(root, "$schema") is YamlScalar { Value: var value }
        && value.TrimEnd('#').EndsWith(schema, StringComparison.OrdinalIgnoreCase);

    private static string Name(SourceFile file)
    {
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        return name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? name[..^Extension.Length] : name;
    }
}
