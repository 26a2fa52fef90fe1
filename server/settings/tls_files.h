// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_file.h"

#include <QDateTime>

namespace cosftp {

/// What is wrong with a file that [TLS] names.
struct TlsFileFault
{
    QString key;          ///< "certificate", "private_key", ...
    QString text;         ///< "what is wrong, what would be right"
    bool isGrave = true;  ///< false: worth a warning; the server runs with it.
};

/// Reads every file that the settings name: certificates, whether each key is its certificate's,
/// and whether they are valid at `now`. Nothing if FTPS is off.
QList<TlsFileFault> tlsFileFaults(const TlsSettings &tls, const QDateTime &now);

/// Adds them to what was found in the text of the settings file, each with its line.
void checkTlsFiles(const QByteArray &text, const QString &fileName, LoadedSettings &loaded);

}  // namespace cosftp
