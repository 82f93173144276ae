using Amazon.Runtime;

namespace Amazon.CostExplorer;

/// <summary>Dimension.</summary>
public class Dimension : ConstantClass
{
    /// <summary><c>AGREEMENT_END_DATE_TIME_AFTER</c>.</summary>
    public static readonly Dimension AGREEMENT_END_DATE_TIME_AFTER = new("AGREEMENT_END_DATE_TIME_AFTER");

    /// <summary><c>AGREEMENT_END_DATE_TIME_BEFORE</c>.</summary>
    public static readonly Dimension AGREEMENT_END_DATE_TIME_BEFORE = new("AGREEMENT_END_DATE_TIME_BEFORE");

    /// <summary><c>AZ</c>.</summary>
    public static readonly Dimension AZ = new("AZ");

    /// <summary><c>BILLING_ENTITY</c>.</summary>
    public static readonly Dimension BILLING_ENTITY = new("BILLING_ENTITY");

    /// <summary><c>CACHE_ENGINE</c>.</summary>
    public static readonly Dimension CACHE_ENGINE = new("CACHE_ENGINE");

    /// <summary><c>DATABASE_ENGINE</c>.</summary>
    public static readonly Dimension DATABASE_ENGINE = new("DATABASE_ENGINE");

    /// <summary><c>DEPLOYMENT_OPTION</c>.</summary>
    public static readonly Dimension DEPLOYMENT_OPTION = new("DEPLOYMENT_OPTION");

    /// <summary><c>INSTANCE_TYPE</c>.</summary>
    public static readonly Dimension INSTANCE_TYPE = new("INSTANCE_TYPE");

    /// <summary><c>INSTANCE_TYPE_FAMILY</c>.</summary>
    public static readonly Dimension INSTANCE_TYPE_FAMILY = new("INSTANCE_TYPE_FAMILY");

    /// <summary><c>INVOICING_ENTITY</c>.</summary>
    public static readonly Dimension INVOICING_ENTITY = new("INVOICING_ENTITY");

    /// <summary><c>LEGAL_ENTITY_NAME</c>.</summary>
    public static readonly Dimension LEGAL_ENTITY_NAME = new("LEGAL_ENTITY_NAME");

    /// <summary><c>LINKED_ACCOUNT</c>.</summary>
    public static readonly Dimension LINKED_ACCOUNT = new("LINKED_ACCOUNT");

    /// <summary><c>LINKED_ACCOUNT_NAME</c>.</summary>
    public static readonly Dimension LINKED_ACCOUNT_NAME = new("LINKED_ACCOUNT_NAME");

    /// <summary><c>OPERATING_SYSTEM</c>.</summary>
    public static readonly Dimension OPERATING_SYSTEM = new("OPERATING_SYSTEM");

    /// <summary><c>OPERATION</c>.</summary>
    public static readonly Dimension OPERATION = new("OPERATION");

    /// <summary><c>PAYMENT_OPTION</c>.</summary>
    public static readonly Dimension PAYMENT_OPTION = new("PAYMENT_OPTION");

    /// <summary><c>PLATFORM</c>.</summary>
    public static readonly Dimension PLATFORM = new("PLATFORM");

    /// <summary><c>PURCHASE_TYPE</c>.</summary>
    public static readonly Dimension PURCHASE_TYPE = new("PURCHASE_TYPE");

    /// <summary><c>RECORD_TYPE</c>.</summary>
    public static readonly Dimension RECORD_TYPE = new("RECORD_TYPE");

    /// <summary><c>REGION</c>.</summary>
    public static readonly Dimension REGION = new("REGION");

    /// <summary><c>RESERVATION_ID</c>.</summary>
    public static readonly Dimension RESERVATION_ID = new("RESERVATION_ID");

    /// <summary><c>RESOURCE_ID</c>.</summary>
    public static readonly Dimension RESOURCE_ID = new("RESOURCE_ID");

    /// <summary><c>RIGHTSIZING_TYPE</c>.</summary>
    public static readonly Dimension RIGHTSIZING_TYPE = new("RIGHTSIZING_TYPE");

    /// <summary><c>SAVINGS_PLANS_TYPE</c>.</summary>
    public static readonly Dimension SAVINGS_PLANS_TYPE = new("SAVINGS_PLANS_TYPE");

    /// <summary><c>SAVINGS_PLAN_ARN</c>.</summary>
    public static readonly Dimension SAVINGS_PLAN_ARN = new("SAVINGS_PLAN_ARN");

    /// <summary><c>SCOPE</c>.</summary>
    public static readonly Dimension SCOPE = new("SCOPE");

    /// <summary><c>SERVICE</c>.</summary>
    public static readonly Dimension SERVICE = new("SERVICE");

    /// <summary><c>SERVICE_CODE</c>.</summary>
    public static readonly Dimension SERVICE_CODE = new("SERVICE_CODE");

    /// <summary><c>SUBSCRIPTION_ID</c>.</summary>
    public static readonly Dimension SUBSCRIPTION_ID = new("SUBSCRIPTION_ID");

    /// <summary><c>TENANCY</c>.</summary>
    public static readonly Dimension TENANCY = new("TENANCY");

    /// <summary><c>USAGE_TYPE</c>.</summary>
    public static readonly Dimension USAGE_TYPE = new("USAGE_TYPE");

    /// <summary><c>USAGE_TYPE_GROUP</c>.</summary>
    public static readonly Dimension USAGE_TYPE_GROUP = new("USAGE_TYPE_GROUP");

    /// <summary>A value, known or not.</summary>
    public Dimension(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static Dimension FindValue(string value) => FindValue<Dimension>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator Dimension(string value) => FindValue(value);
}
