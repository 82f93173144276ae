namespace Amazon.CloudWatch.Model;

/// <summary>The details about a metric alarm.</summary>
public class MetricAlarm
{
    /// <summary>Indicates whether actions should be executed during any changes to the alarm state.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>The actions to execute when this alarm transitions to the ALARM state from any other state.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the alarm.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>The time stamp of the last update to the alarm configuration.</summary>
    public DateTime? AlarmConfigurationUpdatedTimestamp { get; set; }

    /// <summary>The description of the alarm.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>The name of the alarm.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The arithmetic operation to use when comparing the specified statistic and threshold.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>The number of data points that must be breaching to trigger the alarm.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>The dimensions for the metric associated with the alarm.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>Used only for alarms based on percentiles.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>The number of periods over which data is compared to the specified threshold.</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>The percentile statistic for the metric associated with the alarm.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>The actions to execute when this alarm transitions to the INSUFFICIENT_DATA state from any other state.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>The name of the metric associated with the alarm, if this is an alarm based on a single metric.</summary>
    public string? MetricName { get; set; }

    /// <summary>An array of MetricDataQuery structures, used in an alarm based on a metric math expression.</summary>
    public List<MetricDataQuery>? Metrics { get; set; }

    /// <summary>The namespace of the metric associated with the alarm.</summary>
    public string? Namespace { get; set; }

    /// <summary>The actions to execute when this alarm transitions to the OK state from any other state.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>The period, in seconds, over which the statistic is applied.</summary>
    public int? Period { get; set; }

    /// <summary>An explanation for the alarm state, in text format.</summary>
    public string? StateReason { get; set; }

    /// <summary>An explanation for the alarm state, in JSON format.</summary>
    public string? StateReasonData { get; set; }

    /// <summary>The time stamp of the last update to the alarm state.</summary>
    public DateTime? StateUpdatedTimestamp { get; set; }

    /// <summary>The state value for the alarm.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>The statistic for the metric associated with the alarm, other than percentile.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>The value to compare with the specified statistic.</summary>
    public double? Threshold { get; set; }

    /// <summary>Threshold metric id.</summary>
    public string? ThresholdMetricId { get; set; }

    /// <summary>Sets how this alarm is to handle missing data points.</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>The unit of the metric associated with the alarm.</summary>
    public StandardUnit? Unit { get; set; }
}
