using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// The clusters of an ARM template. <c>resources</c> is a list, or an object of symbolic names (languageVersion 2.0). A resource whose
/// <c>condition</c> is not known counts as deployed, like a command in a branch.
/// </summary>
internal sealed class ArmTemplateReader
{
    private const string ClusterType = "Microsoft.ContainerService/managedClusters";
    private const string PoolType = ClusterType + "/agentPools";
    private const string NestedPoolType = "agentPools";
    private const string DeploymentType = "Microsoft.Resources/deployments";

    // Deployments within deployments: the service itself takes a few.
    private const int MaxDepth = 16;

    private readonly ImmutableArray<ClusterDeclaration>.Builder _clusters = ImmutableArray.CreateBuilder<ClusterDeclaration>();
    private readonly List<PoolDeclaration> _pools = [];

    private ArmTemplateReader()
    {
    }

    public static ImmutableArray<ClusterDeclaration> Read(YamlDocument document, ImmutableDictionary<string, DeclaredValue> parameters, DeclaredValue? group)
    {
        if (document.Root is not YamlMapping template)
            return [];
        var reader = new ArmTemplateReader();
        reader.ReadTemplate(template, new ArmScope(template, parameters), group, MaxDepth);
        return [.. reader._clusters.Select(reader.WithPools)];
    }

    private void ReadTemplate(YamlMapping template, ArmScope scope, DeclaredValue? group, int depth)
    {
        var resources = ArmScope.Find(template, "resources") switch
        {
            YamlSequence sequence => sequence.Items,
            YamlMapping symbolic => [.. symbolic.Entries.Select(static entry => entry.Value)],
            _ => [],
        };
        foreach (var resource in resources.OfType<YamlMapping>())
            ReadResource(resource, scope, group, depth);
    }

    private void ReadResource(YamlMapping resource, ArmScope scope, DeclaredValue? group, int depth)
    {
        if (Evaluate(resource, "existing", scope)?.Flag is Truth.True || Evaluate(resource, "condition", scope)?.Flag is Truth.False)
            return;
        var type = Evaluate(resource, "type", scope) is { Kind: DeclaredKind.Text } text ? text.Text : "";
        if (Is(type, ClusterType))
            ReadCluster(resource, scope, group);
        else if (Is(type, PoolType))
            AddPool(resource, scope, cluster: null);
        else if (Is(type, DeploymentType) && depth > 0)
            ReadDeployment(resource, scope, group, depth);
    }

    private void ReadCluster(YamlMapping resource, ArmScope scope, DeclaredValue? group)
    {
        var nameNode = ArmScope.Find(resource, "name");
        var typeNode = ArmScope.Find(resource, "type")!;
        var isRepeated = ArmScope.Find(resource, "copy") is not null;
        var name = nameNode is null ? DeclaredValue.Unknown(typeNode.Location, "") : scope.Evaluate(nameNode);
        var sku = ArmScope.Find(resource, "sku") is { } node ? scope.Evaluate(node).Find("name", StringComparison.OrdinalIgnoreCase) : null;
        _clusters.Add(new ClusterDeclaration
        {
            Vocabulary = ClusterVocabulary.ResourceManager,

            // One name for several clusters names none of them.
            Name = isRepeated && nameNode is YamlScalar scalar ? DeclaredValue.Unknown(scalar.Location, scalar.Value) : name,
            ResourceGroup = group,
            Location = (nameNode ?? typeNode).Location,
            Properties = ArmScope.Find(resource, "properties") is { } properties ? scope.Evaluate(properties) : DeclaredValue.OfObject(typeNode.Location, []),
            SkuName = sku,
            Comparison = StringComparison.OrdinalIgnoreCase,
            IsPreview = Evaluate(resource, "apiVersion", scope) is not { Kind: DeclaredKind.Text } version
                || version.Text.EndsWith("-preview", StringComparison.OrdinalIgnoreCase),
        });

        if (ArmScope.Find(resource, "resources") is not YamlSequence children)
            return;
        foreach (var child in children.Items.OfType<YamlMapping>())
        {
            if (Evaluate(child, "type", scope) is { Kind: DeclaredKind.Text } type && (Is(type.Text, NestedPoolType) || Is(type.Text, PoolType)))
                AddPool(child, scope, name);
        }
    }

    /// <summary>A pool outside its cluster is called <c>cluster/pool</c>.</summary>
    private void AddPool(YamlMapping resource, ArmScope scope, DeclaredValue? cluster)
    {
        if (ArmScope.Find(resource, "properties") is not { } properties)
            return;
        var name = Evaluate(resource, "name", scope) ?? DeclaredValue.Unknown(resource.Location, "");
        if (!name.IsUnknown && name.Text.LastIndexOf('/') is var slash and > 0)
        {
            cluster ??= DeclaredValue.OfText(name.Location, name.Text[..slash]);
            name = name with { Text = name.Text[(slash + 1)..] };
        }

        _pools.Add(new PoolDeclaration(cluster, name, scope.Evaluate(properties)));
    }

    private void ReadDeployment(YamlMapping resource, ArmScope scope, DeclaredValue? group, int depth)
    {
        if (ArmScope.Find(resource, "properties") is not YamlMapping properties || ArmScope.Find(properties, "template") is not YamlMapping template)
            return;
        var inner = scope;

        // The default is the outer scope: the template's own parameters then mean nothing to its expressions.
        var evaluation = (ArmScope.Find(properties, "expressionEvaluationOptions") as YamlMapping) is { } options ? Evaluate(options, "scope", scope) : null;
        if (evaluation is { Kind: DeclaredKind.Text } chosen && Is(chosen.Text, "inner"))
            inner = new ArmScope(template, ReadParameters(ArmScope.Find(properties, "parameters") as YamlMapping, scope));
        ReadTemplate(template, inner, Evaluate(resource, "resourceGroup", scope) ?? group, depth - 1);
    }

    /// <summary>The values of <c>"name": { "value": … }</c>; one that refers to a vault is unknown.</summary>
    public static ImmutableDictionary<string, DeclaredValue> ReadParameters(YamlMapping? parameters, ArmScope scope)
    {
        var values = ImmutableDictionary.CreateBuilder<string, DeclaredValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in parameters?.Entries ?? [])
        {
            values[entry.Name] = entry.Value is YamlMapping mapping && ArmScope.Find(mapping, "value") is { } value
                ? scope.Evaluate(value)
                : DeclaredValue.Unknown(entry.Value.Location, entry.Name);
        }

        return values.ToImmutable();
    }

    private ClusterDeclaration WithPools(ClusterDeclaration cluster) => cluster with
    {
        Pools =
        [
            .. _pools.Where(pool => pool.Cluster is { } name
                ? !name.IsUnknown && !cluster.Name.IsUnknown
                    ? string.Equals(name.Text, cluster.Name.Text, StringComparison.OrdinalIgnoreCase)
                    : ReferenceEquals(name, cluster.Name)
                : _clusters.Count == 1),
        ],
    };

    private static DeclaredValue? Evaluate(YamlMapping mapping, string name, ArmScope scope) =>
        ArmScope.Find(mapping, name) is { } node ? scope.Evaluate(node) : null;

    private static bool Is(string text, string expected) => string.Equals(text, expected, StringComparison.OrdinalIgnoreCase);
}
