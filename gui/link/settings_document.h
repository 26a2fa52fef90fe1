// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

namespace cosftp {

/// The settings file as it stands; one that is not there is an empty text.
SettingsDocument readDocument(const QString &fileName);
QByteArray revisionOf(const QByteArray &text);

/// A new text that is valid, and what it means. Not written yet.
struct PreparedSettings
{
    QByteArray text;
    QByteArray revision;  ///< Of the text that it replaces.
    Settings settings;
};

/// Code::Busy if the document is not at `revision`, Code::Invalid with the problems of the text.
Result<PreparedSettings> preparedSettings(const SettingsDocument &document,
                                          const QByteArray &revision,
                                          const Result<QByteArray> &text);
/// The problems as lines for people; empty if there are none.
QString problemLines(const LoadedSettings &loaded);

}  // namespace cosftp
