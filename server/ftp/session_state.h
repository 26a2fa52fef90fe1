// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "ftp/listing_format.h"
#include "ftp/name_codec.h"
#include "settings/settings.h"
#include "transfer/digest.h"

#include <QHash>

#include <optional>

namespace cosftp {

/// What the commands of one session have agreed so far (RFC 959 section 4). A value: USER starts a
/// new one.
struct SessionState
{
    enum class Login { Greeted, UserGiven, LoggedIn };
    /// What PBSZ and PROT have agreed; USER leaves it as it is (clients send them first).
    struct Protection
    {
        bool hasBufferSize = false;  ///< PBSZ came.
        bool isPrivate = false;      ///< PROT P: data connections use TLS.
    };

    Login login = Login::Greeted;
    QByteArray userName;     ///< As given by USER.
    UserSettings user;       ///< Valid when logged in.
    DeviceSwitches device;   ///< The user's.
    NameCodec names;         ///< How this client writes names.
    bool wantsUtf8 = false;  ///< OPTS UTF8 ON, which many clients send before USER.
    VirtualPath folder;      ///< The working directory.
    Protection protection;
    bool isBinary = false;      ///< TYPE I; false: TYPE A.
    bool isEpsvOnly = false;    ///< After EPSV ALL.
    qint64 restartOffset = 0;   ///< Set by REST, used up by the next transfer or listing.
    qint64 announcedBytes = 0;  ///< Set by ALLO, used up by the next STOR; 0: not known.
    std::optional<VirtualPath> renameSource;  ///< Set by RNFR.
    MlstFacts facts;
    DigestAlgorithm hashAlgorithm = DigestAlgorithm::Sha256;  ///< Of HASH.
    std::optional<ByteRange> hashRange;                       ///< Set by RANG, used up by HASH.

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

    /// What SIZE or MLST told of a name: APPE means to go on from there.
    void noteToldSize(const VirtualPath &path, qint64 bytes)
    {
        constexpr qsizetype most = 64;
        if (m_toldSizes.size() >= most)
            m_toldSizes.clear();
        m_toldSizes.insert(path.toBytes(), bytes);
    }
    [[nodiscard]] std::optional<qint64> toldSize(const VirtualPath &path) const
    {
        const auto told = m_toldSizes.constFind(path.toBytes());
        return told == m_toldSizes.constEnd() ? std::nullopt : std::optional(*told);
    }

private:
    QHash<QByteArray, qint64> m_toldSizes;
};

}  // namespace cosftp
