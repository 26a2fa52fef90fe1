// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"

namespace cosftp {

Q_LOGGING_CATEGORY(lcSession, "cosftp.session", QtInfoMsg)
Q_LOGGING_CATEGORY(lcTransfer, "cosftp.transfer", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "cosftp.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAuth, "cosftp.auth", QtInfoMsg)
Q_LOGGING_CATEGORY(lcNet, "cosftp.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSettings, "cosftp.settings", QtInfoMsg)
Q_LOGGING_CATEGORY(lcServer, "cosftp.server", QtInfoMsg)

}  // namespace cosftp
