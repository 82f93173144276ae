using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>Permissions boundary attachment type.</summary>
public class PermissionsBoundaryAttachmentType : ConstantClass
{
    /// <summary><c>PermissionsBoundaryPolicy</c>.</summary>
    public static readonly PermissionsBoundaryAttachmentType PermissionsBoundaryPolicy = new("PermissionsBoundaryPolicy");

    /// <summary>A value, known or not.</summary>
    public PermissionsBoundaryAttachmentType(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static PermissionsBoundaryAttachmentType FindValue(string value) => FindValue<PermissionsBoundaryAttachmentType>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator PermissionsBoundaryAttachmentType(string value) => FindValue(value);
}
