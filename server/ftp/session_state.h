// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "files/entry.h"
#include "ftp/command_table.h"
#include "ftp/listing_format.h"
#include "ftp/name_codec.h"
#include "settings/settings.h"
#include "transfer/digest.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <utility>

namespace cosftp {

/// What a client was told of a file.
struct ToldFile
{
    qint64 bytes = 0;
    QByteArray etag;      ///< Of the object; empty for an interrupted upload, and for no file.
    QByteArray uploadId;  ///< Of the interrupted upload that was shown in the object's place.
    /// The reply to the session's own upload said that so much is kept: that is for REST. APPE
    /// wants to know a size.
    bool isForRestOnly = false;
};

/// What RNFR has named.
struct RenameSource
{
    VirtualPath path;
    bool isFolder = false;
};

/// What the commands of one session have agreed so far (RFC 959 section 4). A value: USER starts a
/// new one.
struct SessionState
{
    enum class Login { Greeted, UserGiven, LoggedIn };
    /// What PBSZ and PROT have agreed; USER leaves it as it is (clients send them first). Begins
    /// with Session::impliedProtection().
    struct Protection
    {
        bool hasBufferSize = false;  ///< PBSZ came.
        bool isPrivate = false;      ///< PROT P: data connections use TLS.
    };

    /// What a command says of another one that is still to come.
    struct Announced
    {
        qint64 restartOffset = 0;                  ///< By REST; 0: from the beginning.
        qint64 bytes = 0;                          ///< By ALLO; 0: not known.
        std::optional<RenameSource> renameSource;  ///< By RNFR.
        std::optional<ByteRange> hashRange;        ///< By RANG.
    };

    Login login = Login::Greeted;
    QByteArray userName;           ///< As given by USER.
    UserSettings user;             ///< Valid when logged in.
    bool isByCertificate = false;  ///< Logged in without a password.
    DeviceSwitches device;         ///< The user's.
    NameCodec names;               ///< How this client writes names.
    bool wantsUtf8 = false;        ///< OPTS UTF8 ON, which many clients send before USER.
    VirtualPath folder;            ///< The working directory.
    Protection protection;
    bool isBinary = false;    ///< TYPE I; false: TYPE A.
    bool isEpsvOnly = false;  ///< After EPSV ALL.
    Announced announced;      ///< For the commands to come.
    Announced taken;          ///< For the command that runs now; the dispatcher has moved it here.
    MlstFacts facts;
    DigestAlgorithm hashAlgorithm = DigestAlgorithm::Sha256;  ///< Of HASH.

    /// What ends with a command (Ends, command_table.h) is that command's now, and nobody's behind
    /// it.
    void takeAnnounced(Ends ends)
    {
        const auto takes = [ends](Ends one) { return ends == one || ends == Ends::All; };
        taken = {};
        if (takes(Ends::Offset))
            taken.restartOffset = std::exchange(announced.restartOffset, 0);
        if (takes(Ends::Bytes))
            taken.bytes = std::exchange(announced.bytes, 0);
        if (takes(Ends::Rename))
            taken.renameSource = std::exchange(announced.renameSource, std::nullopt);
        if (takes(Ends::Range))
            taken.hashRange = std::exchange(announced.hashRange, std::nullopt);
    }

    void takeUser(const UserSettings &newUser)
    {
        login = Login::LoggedIn;
        user = newUser;
        device = newUser.device.switches();
        names = NameCodec(device.charset);
        if (wantsUtf8)
            names.setUtf8(true);
        isBinary = isBinary || device.storesAsciiAsBinary;
    }
    /// The settings of a user who is logged in were changed; how names are written stays.
    void renewUser(const UserSettings &newUser)
    {
        user = newUser;
        device = newUser.device.switches();
    }

    /// What SIZE, MLST or a listing told of a name: what a client does next is meant for that.
    void noteTold(const VirtualPath &path, const Entry &entry)
    {
        constexpr qsizetype most = 256;
        if (m_told.size() >= most)
            m_told.clear();
        m_told.insert(path.toBytes(), {entry.sizeBytes, entry.etag, entry.uploadId, false});
    }
    /// An upload of this session broke off, and its reply said how much of it is kept.
    void noteKept(const VirtualPath &path, const QByteArray &uploadId, qint64 bytes)
    {
        noteTold(path, Entry());
        m_told.insert(path.toBytes(), {bytes, {}, uploadId, true});
    }
    /// There is no such file.
    void noteToldMissing(const VirtualPath &path) { noteTold(path, Entry()); }
    [[nodiscard]] std::optional<ToldFile> told(const VirtualPath &path) const
    {
        const auto told = m_told.constFind(path.toBytes());
        return told == m_told.constEnd() ? std::nullopt : std::optional(*told);
    }
    /// The session itself has changed the file: what it was told before is its own doing. Of its
    /// neighbours in the folder it was told still.
    void forgetTold(const VirtualPath &path)
    {
        constexpr qsizetype most = 1000;
        m_told.remove(path.toBytes());
        const auto listed = m_listed.find(path.parent().toBytes());
        if (listed == m_listed.end())
            return;
        if (listed->size() >= most)
            listed->clear();  // rather refused than mixed
        listed->insert(path.name());
    }
    /// The same for a folder and all that is in it.
    void forgetToldBelow(const VirtualPath &top)
    {
        forgetTold(top);
        const QByteArray prefix = top.toBytes() + '/';
        m_told.removeIf([&prefix](const auto &told) { return told.key().startsWith(prefix); });
        m_listed.removeIf([&](const auto &listed) {
            return listed.key() == top.toBytes() || listed.key().startsWith(prefix);
        });
    }
    /// A listing told the sizes of what lies in the folder.
    void noteListed(const VirtualPath &listed)
    {
        constexpr qsizetype most = 256;
        if (m_listed.size() >= most)
            m_listed.clear();
        m_listed.insert(listed.toBytes(), {});
        QByteArray prefix = listed.toBytes();
        if (!prefix.endsWith('/'))
            prefix += '/';
        m_told.removeIf([&prefix](const auto &told) {
            return told->isForRestOnly && told.key().startsWith(prefix)
                   && !told.key().mid(prefix.size()).contains('/');
        });
    }
    /// A listing told of the file, and the session has not changed it since.
    [[nodiscard]] bool wasListed(const VirtualPath &path) const
    {
        const auto listed = m_listed.constFind(path.parent().toBytes());
        return listed != m_listed.constEnd() && !listed->contains(path.name());
    }

private:
    QHash<QByteArray, ToldFile> m_told;
    QHash<QByteArray, QSet<QByteArray>> m_listed;  ///< Folders, and what was changed in them since.
};

}  // namespace cosftp
