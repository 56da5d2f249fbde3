using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts.AzurePipelines;

/// <summary>A piece of YAML and the scope its expressions are resolved in; a null node is a value that is not known.</summary>
internal readonly record struct PipelineValue(YamlNode? Node, PipelineScope Scope);
