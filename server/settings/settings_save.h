// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace cosftp {

/// One value to be put into a settings file or taken out of it, or what happens to a whole section.
struct SettingsChange
{
    QString section;  ///< As it stands between the brackets.
    QString key;      ///< Empty: the change is about the section.
    /// Without one the key's line goes, or the section with all its keys. The value of a section is
    /// its new name. Of a key that may stand several times (mount) every line is replaced: the
    /// value's lines become one key each.
    std::optional<QString> value;
    bool operator==(const SettingsChange &) const = default;
};

/// The text with the changes made; comments, order, byte order mark and line ends stay as they are.
/// A key that is not there is put behind the last one of its section, a section that is not there
/// at the end; renaming or removing what is not there changes nothing. A value that would be read
/// otherwise (blanks around it, a '#' or ';' at its begin or after a blank) is put in quotation
/// marks. Fails with Code::Invalid for one that the dialect cannot hold: a line break.
Result<QByteArray> updatedSettings(const QByteArray &oldText, const QList<SettingsChange> &changes);

/// Makes the changes in a file: the new text is validated, written beside the old one and put in
/// its place at once, with the owner, group, mode and access list of the old one; what would
/// change them fails. A file that is not there is made, readable by its owner only. If anything
/// fails the old file stays as it is; Code::Invalid lists the problems of the new text.
Outcome saveSettings(const QString &path, const QList<SettingsChange> &changes);
/// The same with a whole new text.
Outcome replaceSettings(const QString &path, const QByteArray &text);
/// The same without validation, for a text that people have to complete.
Outcome writeSettings(const QString &path, const QByteArray &text);

/// Copies the file beside itself, for those who may read it: FILE.bak, or FILE.bak.2 and so on if
/// that is there. The name of the copy.
Result<QString> backUpSettings(const QString &path);

}  // namespace cosftp
