// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "ftp/listing_format.h"
#include "settings/settings.h"
#include "transfer/digest.h"

#include <optional>

namespace cosftp {

/// What the commands of one session have agreed so far (RFC 959 section 4). A value: USER starts a
/// new one.
struct SessionState
{
    enum class Login { Greeted, UserGiven, LoggedIn };

    Login login = Login::Greeted;
    QByteArray userName;        ///< As given by USER.
    UserSettings user;          ///< Valid when logged in.
    VirtualPath folder;         ///< The working directory.
    bool isBinary = false;      ///< TYPE I; false: TYPE A.
    bool isEpsvOnly = false;    ///< After EPSV ALL.
    qint64 restartOffset = 0;   ///< Set by REST, used up by the next transfer or listing.
    qint64 announcedBytes = 0;  ///< Set by ALLO, used up by the next STOR; 0: not known.
    std::optional<VirtualPath> renameSource;  ///< Set by RNFR.
    MlstFacts facts;
    DigestAlgorithm hashAlgorithm = DigestAlgorithm::Sha256;  ///< Of HASH.
};

}  // namespace cosftp
