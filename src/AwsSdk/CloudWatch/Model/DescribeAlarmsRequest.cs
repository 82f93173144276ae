namespace Amazon.CloudWatch.Model;

/// <summary>Retrieves the specified alarms.</summary>
public class DescribeAlarmsRequest : AmazonCloudWatchRequest
{
    /// <summary>An alarm name prefix.</summary>
    public string? AlarmNamePrefix { get; set; }

    /// <summary>The names of the alarms to retrieve information about.</summary>
    public List<string>? AlarmNames { get; set; }

    /// <summary>The maximum number of alarm descriptions to retrieve.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>The token returned by a previous call to indicate that there is more data available.</summary>
    public string? NextToken { get; set; }
}
