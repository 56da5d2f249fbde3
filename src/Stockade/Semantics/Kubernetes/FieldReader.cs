using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Reads typed fields as the API server decodes them, and keeps what it would refuse. A null is an absent field, and the zero value as an
/// element of a list or a map (encoding/json). A placeholder where a list or a mapping stands is unknown.
/// </summary>
internal sealed class FieldReader
{
    private readonly ImmutableArray<PolicyRejection>.Builder _rejections = ImmutableArray.CreateBuilder<PolicyRejection>();

    public ImmutableArray<PolicyRejection> Rejections => _rejections.ToImmutable();

    public void Reject(SourceLocation location, string path, string message) => Reject(location, path, message, PolicyRejection.ApiServer);

    public void Reject(SourceLocation location, string path, string message, string refuser) => _rejections.Add(new PolicyRejection(location, path, message, refuser));

    public static bool IsAbsent(YamlNode? node) => node is null or YamlScalar { IsNull: true };

    public static bool IsPlaceholder(YamlNode? node) => node is YamlScalar scalar && Placeholder.IsIn(scalar.Value);

    /// <summary>The mapping; null where it is absent, a placeholder, or refused.</summary>
    public YamlMapping? ReadMapping(YamlNode? node, string path)
    {
        if (node is YamlMapping mapping)
            return mapping;
        if (!IsAbsent(node) && !IsPlaceholder(node))
            Reject(node!.Location, path, $"{path} is {Describe(node)}, not a mapping");
        return null;
    }

    /// <summary>The items; empty where the list is absent, a placeholder, or refused.</summary>
    public ImmutableArray<YamlNode> ReadItems(YamlNode? node, string path)
    {
        if (node is YamlSequence sequence)
            return sequence.Items;
        if (!IsAbsent(node) && !IsPlaceholder(node))
            Reject(node!.Location, path, $"{path} is {Describe(node)}, not a list");
        return [];
    }

    /// <summary>A string; the empty string for a null or an absent field, null where it is a placeholder or refused.</summary>
    public string? ReadString(YamlNode? node, string path)
    {
        if (IsAbsent(node))
            return string.Empty;
        if (IsPlaceholder(node))
            return null;
        if (node is YamlScalar { IsString: true } scalar)
            return scalar.Value;
        Reject(node!.Location, path, $"{path} is {Describe(node)}, not a string");
        return null;
    }

    /// <summary>A whole number; null where it is absent, a placeholder, or refused.</summary>
    public int? ReadInteger(YamlNode? node, string path, int min, int max)
    {
        if (IsAbsent(node) || IsPlaceholder(node))
            return null;
        if (node is not YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar || IntegerText.Parse(scalar.Value) is not { } number)
            Reject(node!.Location, path, $"{path} is {Describe(node)}, not a whole number");
        else if (number >= min && number <= max)
            return (int)number;
        else
            Reject(scalar.Location, path, $"{path} {scalar.Value} is not between {min} and {max}");
        return null;
    }

    /// <summary>A number; null where it is absent, a placeholder, or refused.</summary>
    public double? ReadNumber(YamlNode? node, string path)
    {
        if (IsAbsent(node) || IsPlaceholder(node))
            return null;
        if (node is YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar)
        {
            if (IntegerText.Parse(scalar.Value) is { } whole)
                return whole;
            if (double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
        }

        Reject(node!.Location, path, $"{path} is {Describe(node)}, not a number");
        return null;
    }

    /// <summary>A boolean; null where it is absent or refused, unknown where it is a placeholder.</summary>
    public Truth? ReadBoolean(YamlNode? node, string path)
    {
        if (IsAbsent(node))
            return null;
        if (IsPlaceholder(node))
            return Truth.Unknown;
        if (node is YamlScalar { Kind: YamlScalarKind.Boolean } scalar)
            return scalar.Value is ['t' or 'T' or 'y' or 'Y', ..] or "on" or "On" or "ON" ? Truth.True : Truth.False;
        Reject(node!.Location, path, $"{path} is {Describe(node)}, not a boolean");
        return null;
    }

    /// <summary>An address block; null where it is a placeholder or refused.</summary>
    public IPNetwork? ReadCidr(YamlNode? node, SourceLocation location, string path)
    {
        if (ReadString(node, path) is not { } text)
            return null;
        var network = CidrText.Parse(text);
        if (network is null)
            Reject(location, path, $"'{text}' is not an address block");
        return network;
    }

    /// <summary>What a node is, for a message: <c>the number 80</c>, <c>a list</c>.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar { Kind: YamlScalarKind.Boolean } scalar => $"the boolean {scalar.Value}",
        YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar => $"the number {scalar.Value}",
        YamlScalar { Kind: YamlScalarKind.Null } => "null",
        YamlScalar scalar => $"the string '{scalar.Value}'",
        _ => "of another kind",
    };
}
