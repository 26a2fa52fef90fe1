// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"
#include "settings/settings_save.h"

namespace cosftp {

/// What the user has told the wizard so far. Nothing of it is written before the last step.
struct WizardAnswers
{
    enum class Way {
        Bucket,  ///< A bucket of the user's own.
        Trial    ///< The embedded store in the profile's folder.
    };
    Way way = Way::Bucket;
    BucketSettings bucket;  ///< With the key in it; `id` is free in the settings.
    QByteArray userName;
    QByteArray password;  ///< As the user types it; only its hash is written.
    QByteArray folder;    ///< Empty: the whole bucket; else a prefix that ends in '/'.
    Rights rights = Rights::all();
    NetworkSettings network;
    bool maySecretBeInFile = false;  ///< The user wants it there, as there is no keychain.
    bool hasFailedTest = false;      ///< The user goes on although the bucket's test failed.
};

/// What a new profile's wizard proposes: the settings as they are, free names, a new password.
WizardAnswers proposedAnswers(const Settings &present);

/// An id for a bucket that no bucket of the settings has: its name without the APPID, and a number
/// if needed.
QString freeBucketId(const QByteArray &bucketName, const Settings &present);

/// A password that is easy to read aloud and to type: no look-alikes, groups of four.
QByteArray generatedPassword();

/// What is put into the settings file. `secretEntry`: where the SecretStore keeps the SecretKey;
/// empty if it stands in the file itself.
QList<SettingsChange> settingsFor(const WizardAnswers &answers, const QByteArray &passwordHash,
                                  const QString &secretEntry);

/// The address a client on another machine uses, as far as it is known: the announced one, the
/// address that is listened on, or nothing.
QString knownAddress(const NetworkSettings &network);

}  // namespace cosftp
