// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secret_store.h"
#include "settings/settings.h"

namespace cosftp {

/// Settings with the keys that the keychain holds.
struct ResolvedSettings
{
    Settings settings;     ///< Buckets whose key was found have it as Source::Inline.
    QStringList problems;  ///< One for each bucket that lacks its key: which, why and what to do.
};

/// Reads the SecretKey of every bucket whose credentials are Source::Keychain, one after the other.
/// Answers once, in the context's thread; the death of the context drops the answer.
void resolveSecrets(const Settings &settings, SecretStore &store, QObject *context,
                    std::function<void(const ResolvedSettings &)> handler);

}  // namespace cosftp
