using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>The settings of a workgroup.</summary>
public class GetWorkGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The workgroup.</summary>
    public WorkGroup? WorkGroup { get; set; }
}
