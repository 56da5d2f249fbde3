namespace Stockade.Syntax.Yaml;

/// <summary>One key of a mapping with its value. Keys that are not scalars are dropped by the reader: no Kubernetes object has any.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
