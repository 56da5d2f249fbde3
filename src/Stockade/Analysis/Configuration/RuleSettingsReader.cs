using System.Collections.Immutable;
using System.Globalization;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Yaml;

namespace Stockade.Analysis.Configuration;

/// <summary>Reads <c>rules</c>: what each rule's page names under "Settings".</summary>
internal sealed class RuleSettingsReader(ConfigurationNodes nodes, ConfigurationVocabulary vocabulary)
{
    public RuleSettings Read(YamlEntry entry)
    {
        var settings = new RuleSettings();
        foreach (var item in nodes.ReadEntries(entry))
        {
            switch (item.Name)
            {
                case "AKS1002":
                    settings = settings with { AuthorizedRanges = ReadAuthorizedRanges(item) };
                    break;
                case "AKS3007":
                    settings = settings with { ExposedServices = ReadExposedServices(item) };
                    break;
                case "AKS4007":
                    settings = settings with { MetadataUse = ReadMetadataUse(item) };
                    break;
                case var id when vocabulary.RuleIds.Contains(id, StringComparer.Ordinal):
                    nodes.Report(item.Key.Location, $"{id} has no settings");
                    break;
                case var id:
                    nodes.Report(item.Key.Location, vocabulary.UnknownRule(id));
                    break;
            }
        }

        return settings;
    }

    private AuthorizedRangesSettings ReadAuthorizedRanges(YamlEntry entry)
    {
        var settings = new AuthorizedRangesSettings();
        nodes.ReadMapping(entry.Value, entry.Name, new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
        {
            ["share"] = item => settings = settings with { Share = ReadShare(item) },
            ["allowed-ranges"] = item => settings = settings with
            {
                AllowedRanges = ReadTexts(
                    item,
                    static text => AuthorizedRange.Parse(text).Kind is AuthorizedRangeKind.Public or AuthorizedRangeKind.ServiceTag,
                    static text => $"'{text}' is no public IPv4 range in CIDR notation, and not AzureCloud"),
            },
        });
        return settings;
    }

    private ExposedServiceSettings ReadExposedServices(YamlEntry entry)
    {
        var settings = new ExposedServiceSettings();
        nodes.ReadMapping(entry.Value, entry.Name, new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
        {
            ["allowed-services"] = item => settings = settings with
            {
                AllowedServices = ReadTexts(
                    item,
                    static text => text.Split('/') is [var space, var name] && NamePattern.IsValid(space) && NamePattern.IsValid(name),
                    static text => $"a Service is namespace/name, with '*' at the end of either for any rest, not '{text}'"),
            },
        });
        return settings;
    }

    private MetadataUseSettings ReadMetadataUse(YamlEntry entry)
    {
        var settings = new MetadataUseSettings();
        nodes.ReadMapping(entry.Value, entry.Name, new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
        {
            ["allowed-namespaces"] = item => settings = settings with
            {
                AllowedNamespaces = ReadTexts(item, static text => NamePattern.IsValid(text), static text => $"'{text}' is no namespace: '*' stands at the end, for any rest"),
            },
        });
        return settings;
    }

    private ImmutableArray<string> ReadTexts(YamlEntry entry, Func<string, bool> isValid, Func<string, string> problem)
    {
        var texts = nodes.ReadTexts(entry);
        foreach (var (text, location) in texts.Where(item => !isValid(item.Text)))
            nodes.Report(location, problem(text));
        return [.. texts.Select(static item => item.Text)];
    }

    private double ReadShare(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar
            && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            return share;
        nodes.Report(entry, $"'{entry.Name}' takes a number from 0 to 1, not {ConfigurationNodes.Describe(entry.Value)}");
        return 0;
    }
}
