// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "demo/embedded_store.h"
#include "settings/settings.h"

#include <QTemporaryDir>

#include <memory>

namespace cosftp {

/// The embedded store with one bucket, and settings that serve it on the loopback interface to one
/// user.
class Demo
{
public:
    /// `dataDirectory` empty: a temporary folder that goes with the program. Fails if it cannot be
    /// used.
    Outcome start(const QString &dataDirectory, quint16 ftpPort);

    [[nodiscard]] const Settings &settings() const { return m_settings; }
    /// Address, user, password and a curl line to try.
    [[nodiscard]] QString welcome(quint16 ftpPort) const;

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<EmbeddedStore> m_store;
    Settings m_settings;
};

}  // namespace cosftp
