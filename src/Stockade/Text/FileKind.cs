namespace Stockade.Text;

/// <summary>How a file is read, decided by its name, or by its first bytes where the name does not tell.</summary>
internal enum FileKind
{
    /// <summary>Nothing Stockade reads.</summary>
    Other,

    /// <summary>A YAML stream.</summary>
    Yaml,

    /// <summary>JSON, with or without comments.</summary>
    Json,

    /// <summary>A <c>kustomization.yaml</c>, which may lack <c>kind</c>.</summary>
    Kustomization,

    /// <summary>The <c>Chart.yaml</c> of a Helm chart that is not rendered: its templates are not read.</summary>
    ChartMetadata,

    /// <summary>A bash or sh script, or another whose first line tells its language.</summary>
    Script,

    /// <summary>A PowerShell script or module.</summary>
    PowerShell,

    /// <summary>A batch file of cmd.</summary>
    Cmd,

    /// <summary>A makefile.</summary>
    Makefile,

    /// <summary>A Dockerfile.</summary>
    Dockerfile,

    /// <summary>A document whose fenced blocks may be scripts; read only where the user asks for it.</summary>
    Markdown,
}
