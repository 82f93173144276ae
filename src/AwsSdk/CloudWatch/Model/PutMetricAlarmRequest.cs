namespace Amazon.CloudWatch.Model;

/// <summary>Creates or updates an alarm and associates it with the specified metric, metric math expression, or anomaly detection model.</summary>
public class PutMetricAlarmRequest : AmazonCloudWatchRequest
{
    /// <summary>Indicates whether actions should be executed during any changes to the alarm state.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>The actions to execute when this alarm transitions to the ALARM state from any other state.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>The description for the alarm.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>The name for the alarm; required.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The arithmetic operation to use when comparing the specified statistic and threshold; required.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>The number of data points that must be breaching to trigger the alarm.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>The dimensions for the metric specified in MetricName.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>Used only for alarms based on percentiles.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>The number of periods over which data is compared to the specified threshold; required.</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>The percentile statistic for the metric specified in MetricName.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>The actions to execute when this alarm transitions to the INSUFFICIENT_DATA state from any other state.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>The name for the metric associated with the alarm.</summary>
    public string? MetricName { get; set; }

    /// <summary>An array of MetricDataQuery structures that enable you to create an alarm based on the result of a metric math expression.</summary>
    public List<MetricDataQuery>? Metrics { get; set; }

    /// <summary>The namespace for the metric associated specified in MetricName.</summary>
    public string? Namespace { get; set; }

    /// <summary>The actions to execute when this alarm transitions to an OK state from any other state.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>The length, in seconds, used each time the metric specified in MetricName is evaluated.</summary>
    public int? Period { get; set; }

    /// <summary>The statistic for the metric specified in MetricName, other than percentile.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>A list of key-value pairs to associate with the alarm.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The value against which the specified statistic is compared.</summary>
    public double? Threshold { get; set; }

    /// <summary>If this is an alarm based on an anomaly detection model, make this value match the ID of the ANOMALY_DETECTION_BAND function.</summary>
    public string? ThresholdMetricId { get; set; }

    /// <summary>Sets how this alarm is to handle missing data points.</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>The unit of measure for the statistic.</summary>
    public StandardUnit? Unit { get; set; }
}
