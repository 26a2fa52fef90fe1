// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>

namespace cosftp {

/// Where the key of a bucket comes from.
struct CredentialSettings
{
    enum class Source {
        Inline,       ///< secretId and secretKey stand in the settings file.
        Environment,  ///< COS_SECRETID, COS_SECRETKEY, COS_SESSION_TOKEN (or a prefix of the
                      ///< user's).
        File,         ///< A file readable by its owner only; `reference` is its path.
        CvmRole,      ///< The CVM's instance role; `reference` is its name, empty: the only one.
        Keychain      ///< Kept by the desktop program; `reference` is the entry.
    };
    Source source = Source::Inline;
    QByteArray secretId;
    QByteArray secretKey;
    QByteArray token;  ///< Temporary keys only.
    QString reference;
    bool operator==(const CredentialSettings &) const = default;
};

struct BucketSettings
{
    QString id;           ///< Names the bucket inside the settings: "[BUCKET id]", "COS_ACCOUNT_0".
    QByteArray bucket;    ///< NAME-APPID.
    QByteArray region;    ///< Opaque, [a-z0-9-]+.
    QByteArray endpoint;  ///< host[:port]; wins over the region.
    QByteArray protocol = "https";
    CredentialSettings credentials;
    bool operator==(const BucketSettings &) const = default;
};

struct Rights
{
    bool canRead = false;    ///< LIST, NLST, MLSD, RETR.
    bool canWrite = false;   ///< STOR, APPE, MKD, RNFR/RNTO, MFMT.
    bool canDelete = false;  ///< DELE, RMD; follows canWrite unless delete_enable says no.
    bool operator==(const Rights &) const = default;
};

/// A folder of a bucket shown at a place of the user's tree.
struct MountSettings
{
    QByteArray path = "/";  ///< Absolute; "/" or "/a/b".
    QString bucketId;
    QByteArray prefix;  ///< Empty, or ends in '/': the part of the bucket that is shown.
    Rights rights;
    bool operator==(const MountSettings &) const = default;
};

struct UserSettings
{
    /// What becomes of an upload that did not truly end.
    enum class InterruptedUploads {
        Keep,     ///< Its bytes stay, unpublished, so that the client can go on.
        Discard,  ///< Nothing stays.
        Publish   ///< What came is published, as the original server did.
    };
    QByteArray name;
    QByteArray password;  ///< Clear text, or a crypt(5) hash when passwordIsHash.
    bool passwordIsHash = false;
    bool isEnabled = true;
    QList<MountSettings> mounts;
    InterruptedUploads interruptedUploads = InterruptedUploads::Keep;
    bool operator==(const UserSettings &) const = default;
};

struct PortRange
{
    quint16 first = 0;
    quint16 last = 0;  ///< Inclusive. {0, 0}: any free port.
    bool operator==(const PortRange &) const = default;
};

struct NetworkSettings
{
    QString listenAddress;      ///< Empty: all addresses, IPv4 and IPv6.
    quint16 listenPort = 2121;  ///< 0: any free port.
    QString
        masqueradeAddress;  ///< IPv4, IPv6 or host name announced in PASV; empty: the local one.
    PortRange passivePorts{60000, 65535};
    int workerThreads = 0;  ///< 0: one per core.
    bool operator==(const NetworkSettings &) const = default;
};

struct LimitSettings
{
    qint64 singleFileMaxBytes = 0;  ///< 0: the store's own limit.
    qint64 minPartBytes = 2LL * 1024 * 1024;
    int uploadThreads =
        0;  ///< Parts in flight for the whole process; 0: four per core, at least 16.
    int maxConnections = 512;  ///< Sessions and data connections together; 0: no limit.
    int maxListEntries = 0;    ///< Entries in one listing; 0: no limit.
    bool checkMemory = true;   ///< Refuse to start if the estimate is above 60 % of what is free.
    qint64 hashMaxBytes =
        1024LL * 1024 * 1024;            ///< Read for one HASH or XCRC; 0: no such commands.
    qint64 folderRenameLimit = 100'000;  ///< Files in a folder that is renamed or removed.
    qint64 memoryBudgetBytes = 128LL * 1024 * 1024;  ///< All part buffers together.
    int resumeHours = 24;         ///< So long an interrupted upload can be continued.
    int restoreArchivedDays = 0;  ///< Asked for when an archived object is wanted; 0: not at all.
    bool operator==(const LimitSettings &) const = default;
};

struct TimeoutSettings
{
    std::chrono::seconds login{60};
    std::chrono::seconds idle{300};
    std::chrono::seconds dataConnect{30};
    std::chrono::seconds passiveUnused{60};
    std::chrono::seconds dataStall{300};
    std::chrono::seconds partRetry{180};  ///< So long one part of an upload is tried again.
    std::chrono::seconds shutdownGrace{30};
    bool operator==(const TimeoutSettings &) const = default;
};

/// What the server does by itself in buckets that its users may write to.
struct CleanupSettings
{
    bool isOn = true;
    /// Unfinished uploads that this program knows nothing of: aborted when idle for so long; 0:
    /// never.
    int orphanDays = 0;
    bool operator==(const CleanupSettings &) const = default;
};

struct SecuritySettings
{
    int maxLoginFailures = 3;  ///< In one session; then 421.
    bool operator==(const SecuritySettings &) const = default;
};

struct LogSettings
{
    enum class Level { Debug, Info, Warning, Error };
    enum class RotateUnit { Seconds, Minutes, Hours, Days };
    Level level = Level::Info;
    QString directory;  ///< Empty: standard error only.
    bool rotates = true;
    RotateUnit rotateWhen = RotateUnit::Days;
    int backupCount = 100;
    bool operator==(const LogSettings &) const = default;
};

/// Everything the server can be told, validated. A value: copied at start and at each reload.
struct Settings
{
    NetworkSettings network;
    LimitSettings limits;
    TimeoutSettings timeouts;
    SecuritySettings security;
    CleanupSettings cleanup;
    LogSettings log;
    QList<BucketSettings> buckets;
    QList<UserSettings> users;
    bool operator==(const Settings &) const = default;

    [[nodiscard]] const BucketSettings *bucket(const QString &id) const;
    [[nodiscard]] const UserSettings *user(const QByteArray &name) const;
};

}  // namespace cosftp
