// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network_list.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

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

/// What a user may do in a folder and below it.
struct Rights
{
    bool canList = false;         ///< LIST, NLST, MLSD, STAT; MLST, SIZE, MDTM, CWD.
    bool canRead = false;         ///< RETR, HASH; MLST, SIZE, MDTM, CWD.
    bool canWrite = false;        ///< STOR and STOU of a file that is not there; times.
    bool canOverwrite = false;    ///< STOR over a file, and RNTO onto one.
    bool canAppend = false;       ///< APPE, and REST before STOR; MLST, SIZE, MDTM.
    bool canRename = false;       ///< RNFR and RNTO.
    bool canDelete = false;       ///< DELE, RMD, SITE RMDIR.
    bool canMakeFolders = false;  ///< MKD.
    bool operator==(const Rights &) const = default;

    /// The original's R, W and delete_enable: R lists and reads, W does the rest.
    static constexpr Rights of(bool reads, bool writes, bool deletes)
    {
        return {reads, reads, writes, writes, writes, writes, deletes, writes};
    }
    static constexpr Rights all() { return of(true, true, true); }
    /// Says no more than R, W and delete_enable could.
    [[nodiscard]] constexpr bool isPlain() const
    {
        return *this == of(canRead, canWrite, canDelete) && (canWrite || !canDelete);
    }
    /// Something in the bucket may become different.
    [[nodiscard]] constexpr bool canChange() const
    {
        return canWrite || canOverwrite || canAppend || canRename || canDelete || canMakeFolders;
    }
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

/// Other rights than the mount's, for a folder of the user's tree and what lies below it.
struct FolderRights
{
    QByteArray path = "/";  ///< Absolute.
    Rights rights;
    bool operator==(const FolderRights &) const = default;
};

/// What a client has to encrypt.
enum class TlsNeed {
    Off,      ///< Nothing.
    Control,  ///< The control connection, before USER.
    Both      ///< The data connections too.
};

/// How file names are written on the wire.
enum class Charset {
    Utf8,
    Gbk,      ///< UTF-8 as soon as the client says OPTS UTF8 ON or sends it; GBK otherwise.
    Gb18030,  ///< The same with GB 18030.
    Latin1,   ///< The same with ISO 8859-1, and so on.
    Windows1252,
    Bytes  ///< UTF-8 where it is; each other byte is a character of its own (see NameCodec).
};

/// How the server bends for a device that cannot be changed.
struct DeviceSwitches
{
    bool makesMissingFolders = true;    ///< STOR and MKD make the folders above.
    bool answersExistingMkd = false;    ///< MKD of a folder that is there: 257, not 550.
    bool usesPeerForPort = false;       ///< PORT and EPRT: the address is the control peer's.
    bool offersEpsv = true;             ///< false: EPSV is not known, FEAT does not name it.
    bool storesAsciiAsBinary = false;   ///< TYPE A changes no byte.
    bool ignoresTimesAndModes = false;  ///< MFMT, SITE CHMOD and SITE UTIME: done, without doing.
    Charset charset = Charset::Utf8;
    bool operator==(const DeviceSwitches &) const = default;
};

/// A named set of switches, and those that are set otherwise for one user.
struct DeviceSettings
{
    enum class Profile { None, Camera, Scanner, Plc, Explorer, ActiveOnly, Backup };
    Profile profile = Profile::None;
    std::optional<bool> makesMissingFolders;
    std::optional<bool> answersExistingMkd;
    std::optional<bool> usesPeerForPort;
    std::optional<bool> offersEpsv;
    std::optional<bool> storesAsciiAsBinary;
    std::optional<bool> ignoresTimesAndModes;
    std::optional<Charset> charset;
    bool operator==(const DeviceSettings &) const = default;

    static DeviceSwitches switchesOf(Profile profile);
    /// What holds in the end.
    [[nodiscard]] DeviceSwitches switches() const;
};

/// Bytes a second; 0: as fast as it goes.
struct Bandwidth
{
    qint64 up = 0;    ///< Of uploads.
    qint64 down = 0;  ///< Of downloads.
    bool operator==(const Bandwidth &) const = default;
};

/// How much a user may have and do.
struct UserLimits
{
    int maxSessions = 0;          ///< 0: what the server allows every user.
    qint64 quotaBytes = 0;        ///< Of all that lies in the user's mounts; 0: no quota.
    qint64 quotaObjects = 0;      ///< The same, counted in objects.
    Bandwidth bandwidth;          ///< Of all sessions of the user together.
    NetworkList allowedNetworks;  ///< Empty: from everywhere.
    NetworkList deniedNetworks;
    QDate lastDay;           ///< The last day (UTC) on which the user can log in; invalid: no end.
    bool allowsFxp = false;  ///< Data connections with third addresses.
    bool operator==(const UserLimits &) const = default;
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
    QByteArray password;  ///< Clear text, or a hash (scrypt or crypt(5)) when passwordIsHash.
    bool passwordIsHash = false;
    bool isEnabled = true;
    QList<MountSettings> mounts;
    QList<FolderRights> folderRights =
        {};  ///< Win over the mounts' rights; the deepest one counts.
    InterruptedUploads interruptedUploads = InterruptedUploads::Keep;
    TlsNeed tlsRequired = TlsNeed::Off;  ///< The server may ask for more than this.
    UserLimits limits = {};
    DeviceSettings device = {};
    bool operator==(const UserSettings &) const = default;
};

struct PortRange
{
    quint16 first = 0;
    quint16 last = 0;  ///< Inclusive. {0, 0}: any free port.
    bool operator==(const PortRange &) const = default;
};

/// One more address and port that clients may come to.
struct ListenerSettings
{
    QString address;  ///< Empty: all addresses.
    quint16 port = 0;
    bool isImplicit = false;  ///< FTPS from the first byte.
    bool operator==(const ListenerSettings &) const = default;
};

/// The address that clients of some networks are told in PASV.
struct MasqueradeRule
{
    NetworkList clients;
    QString address;  ///< IPv4, IPv6 or host name; empty: the address that the client reached.
    bool operator==(const MasqueradeRule &) const = default;
};

struct NetworkSettings
{
    QString listenAddress;      ///< Empty: all addresses, IPv4 and IPv6.
    quint16 listenPort = 2121;  ///< 0: any free port.
    QList<ListenerSettings> moreListeners;
    QString
        masqueradeAddress;  ///< IPv4, IPv6 or host name announced in PASV; empty: the local one.
    QList<MasqueradeRule> masqueradeRules;  ///< The first that fits wins over masqueradeAddress.
    PortRange passivePorts{60000, 65535};
    quint16 singlePassivePort = 0;      ///< Not 0: the one port of all passive data connections.
    bool allowsActive = true;           ///< PORT and EPRT.
    bool activeFromControlPort = true;  ///< From the port below the control port, if possible.
    NetworkList proxyNetworks;          ///< Connections from there begin with a PROXY header.
    bool proxiesData = true;            ///< The passive data connections from there too.
    QStringList hostNames;              ///< Of HOST; empty: no such command.
    int workerThreads = 0;              ///< 0: one per core.
    bool operator==(const NetworkSettings &) const = default;
};

struct LimitSettings
{
    qint64 singleFileMaxBytes = 0;            ///< 0: the store's own limit.
    qint64 minPartBytes = 8LL * 1024 * 1024;  ///< Half of the memory at most.
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
    Bandwidth bandwidth;          ///< Of all sessions together.
    Bandwidth sessionBandwidth;   ///< Of each session.
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
    std::chrono::seconds nameWait{30};    ///< For a name that somebody else is changing.
    std::chrono::seconds takeOver{5};     ///< Silence after which an upload may be taken over.
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
    int maxLoginFailures = 3;       ///< In one session; then 421.
    int maxSessionsPerAddress = 0;  ///< 0: no limit.
    int maxSessionsPerUser = 0;     ///< For users without a limit of their own; 0: no limit.
    NetworkList allowedNetworks;    ///< Empty: from everywhere.
    NetworkList deniedNetworks;
    int banAfter = 10;          ///< Distinct wrong logins of one address; 0: nobody is banned.
    int banWindowMinutes = 10;  ///< Within so many minutes.
    int banMinutes = 30;        ///< So long a ban lasts.
    NetworkList neverBanned;
    bool operator==(const SecuritySettings &) const = default;
};

struct TlsSettings
{
    enum class Version { Tls12, Tls13 };
    /// Whether a data connection may or must go on with the TLS session of its control connection.
    enum class DataSession { Off, Prefer, Require };
    /// What a certificate of the client is asked for.
    enum class ClientCertificate {
        Off,
        SecondFactor,      ///< Besides the password.
        InsteadOfPassword  ///< Its common name is the user's name; no password is asked then.
    };
    bool isOn = false;
    QString certificate;  ///< PEM file, with its chain; empty: one is made and signed by itself.
    QString privateKey;   ///< PEM file; empty: the key stands in the certificate's file.
    QString moreCertificates;  ///< PEM files with their keys, divided by commas: chosen by SNI.
    QString ownFolder;         ///< Where the self-made certificate is kept; empty: in memory. No
                               ///< setting: the folder of the settings file.
    bool hasImplicitPort = false;
    quint16 implicitPort = 990;  ///< 0: any free port.
    Version minimumVersion = Version::Tls12;
    TlsNeed required = TlsNeed::Off;
    DataSession dataSession = DataSession::Prefer;
    bool needsCloseNotify = true;  ///< An upload under TLS is complete only with it.
    bool allowsCcc = false;
    ClientCertificate clientCertificate = ClientCertificate::Off;
    QString clientAuthority;  ///< PEM file: who signs the certificates of clients.
    bool operator==(const TlsSettings &) const = default;
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
    TlsSettings tls;
    CleanupSettings cleanup;
    LogSettings log;
    QList<BucketSettings> buckets;
    QList<UserSettings> users;
    bool operator==(const Settings &) const = default;

    [[nodiscard]] const BucketSettings *bucket(const QString &id) const;
    [[nodiscard]] const UserSettings *user(const QByteArray &name) const;
};

}  // namespace cosftp
