using Stockade.Syntax.Hosts.AzurePipelines;
using Stockade.Syntax.Hosts.GitHub;
using Stockade.Syntax.Hosts.GitLab;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Syntax.Hosts;

/// <summary>Tells which host a file belongs to, and reads its jobs.</summary>
internal static class HostReader
{
    /// <summary>The jobs of a YAML file; none where no host is recognised.</summary>
    public static HostPlan Read(YamlMapping root, string path, HostFiles files)
    {
        if (GitLabReader.IsPipeline(path))
            return GitLabReader.Read(root, path, files);
        if (AzdReader.IsProject(root, path))
            return AzdReader.Read(root, path);
        if (WorkflowReader.IsWorkflow(root))
            return WorkflowReader.ReadWorkflow(root, path, files);
        if (WorkflowReader.IsAction(root))
            return WorkflowReader.ReadAction(root, path, files);
        return PipelineReader.IsPipeline(root) ? PipelineReader.Read(root, path, files) : HostPlan.Empty;
    }

    /// <summary>The jobs of a file that is no YAML.</summary>
    public static HostPlan Read(SourceFile file) => file.Kind switch
    {
        FileKind.Makefile => MakefileReader.Read(file),
        FileKind.Dockerfile => DockerfileReader.Read(file),
        FileKind.Markdown => MarkdownReader.Read(file),
        _ => HostPlan.Empty,
    };
}
