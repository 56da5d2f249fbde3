using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A key that is no field where it stands, and the field that was probably meant.</summary>
internal sealed record UnknownField(YamlScalar Key, string Path, string Parent, string? Suggestion);
