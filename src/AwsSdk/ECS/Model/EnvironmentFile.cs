namespace Amazon.ECS.Model;

/// <summary>A list of files containing the environment variables to pass to a container.</summary>
public class EnvironmentFile
{
    /// <summary>The file type to use; required.</summary>
    public EnvironmentFileType? Type { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the Amazon S3 object containing the environment variable file; required.</summary>
    public string? Value { get; set; }
}
