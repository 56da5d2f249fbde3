using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>What <c>az deployment group create</c> gives a template: the parameters, and the resource group.</summary>
internal static class ArmDeployment
{
    private static readonly ImmutableHashSet<string> s_options = ["--parameters", "-p"];

    public static bool Deploys(AzureCommand command, SourceFile template) =>
        command.Find("--template-file")?.Value?.Value is { } path && Paths(command, path).Contains(template.Path, StringComparer.Ordinal);

    /// <summary>The group that all deployments of a template name; null where it is not known.</summary>
    public static DeclaredValue? FindGroup(ImmutableArray<AzureCommand> deployments)
    {
        var groups = deployments.Select(static command => command.Find("--resource-group")?.Value ?? command.DefaultResourceGroup).ToImmutableArray();
        return groups is [{ Value: { } name } first, ..] && groups.All(group => string.Equals(group?.Value, name, StringComparison.OrdinalIgnoreCase))
            ? DeclaredValue.OfText(first.Location, name)
            : null;
    }

    /// <summary>The values that the command gives to parameters. A word that is not known may give any of them.</summary>
    /// <param name="command">The deployment.</param>
    /// <param name="template">The template.</param>
    /// <param name="find">The root of a JSON file by its path.</param>
    public static ImmutableDictionary<string, DeclaredValue> ReadParameters(AzureCommand command, YamlMapping template, Func<string, YamlMapping?> find)
    {
        var definitions = ArmScope.Find(template, "parameters") as YamlMapping;
        var values = ImmutableDictionary.CreateBuilder<string, DeclaredValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in WordsOf(command))
        {
            var text = word.Value ?? word.Prefix;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var given = word.Value is null || (equals > 0 && text[0] is not '{') ? null
                : text.TrimStart() is ['{', ..] ? Parse(text) as YamlMapping
                : Paths(command, text).Select(find).FirstOrDefault(static root => root is not null);
            if (given is not null)
            {
                var read = ArmTemplateReader.ReadParameters(ArmScope.Find(given, "parameters") as YamlMapping ?? given, new ArmScope(given, ImmutableDictionary<string, DeclaredValue>.Empty));
                foreach (var (name, value) in read)
                    values[name] = value.Location.File.Path.Length > 0 ? value : value.MovedTo(word.Location);
            }
            else if (equals > 0)
            {
                var name = text[..equals];
                values[name] = word.Value is null ? DeclaredValue.Unknown(word.Location, name) : Convert(text[(equals + 1)..], TypeOf(definitions, name), template, word.Location);
            }
            else
            {
                foreach (var entry in definitions?.Entries ?? [])
                    values[entry.Name] = DeclaredValue.Unknown(word.Location, entry.Name);
            }
        }

        return values.ToImmutable();
    }

    /// <summary>The words of all <c>--parameters</c>: the option may be repeated.</summary>
    private static IEnumerable<CommandWord> WordsOf(AzureCommand command)
    {
        var isInside = false;
        foreach (var word in command.Invocation.Words)
        {
            if (word.Value is ['-', ..] text)
                isInside = s_options.Contains(text);
            else if (isInside)
                yield return word;
        }
    }

    /// <summary>A text as a value of the parameter's type.</summary>
    private static DeclaredValue Convert(string text, string type, YamlMapping template, SourceLocation location) => type switch
    {
        "string" or "securestring" => DeclaredValue.OfText(location, text),
        "bool" => bool.TryParse(text, out var flag) ? DeclaredValue.OfFlag(location, flag) : DeclaredValue.Unknown(location, text),
        _ => Parse(text) is { } root ? new ArmScope(template, ImmutableDictionary<string, DeclaredValue>.Empty).Evaluate(root).MovedTo(location) : DeclaredValue.Unknown(location, text),
    };

    private static string TypeOf(YamlMapping? definitions, string name) =>
        definitions is not null && ArmScope.Find(definitions, name) is YamlMapping definition && ArmScope.Find(definition, "type") is YamlScalar type ? type.Value.ToLowerInvariant() : "";

    private static YamlNode? Parse(string json) =>
        YamlReader.Read(new SourceFile("", json) { Kind = FileKind.Json }, static _ => true, isNamed: true) is [{ Root: { } root, Errors: [] }] ? root : null;

    private static IEnumerable<string> Paths(AzureCommand command, string path)
    {
        var folder = RelativePath.FolderOf(command.Invocation.Location.File.Path);
        return new[] { RelativePath.Combine(folder, path), RelativePath.Combine("", path) }.OfType<string>().Distinct(StringComparer.Ordinal);
    }
}
