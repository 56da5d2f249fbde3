using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts;

/// <summary>The YAML files of the run that may belong to a host, by path.</summary>
internal sealed class HostFiles(IReadOnlyDictionary<string, YamlMapping> files)
{
    public YamlMapping? Find(string path) => files.GetValueOrDefault(path);
}
