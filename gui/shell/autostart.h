// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

namespace cosftp {

/// The entry that starts the program at log-in (XDG autostart). The file is the truth: nothing is
/// remembered beside it.
class Autostart
{
public:
    enum class Kind { Off, On, Stale };
    struct State
    {
        Kind kind = Kind::Off;
        QString program;  ///< That the entry starts; empty if Off.
        bool operator==(const State &) const = default;
    };

    /// `folder`: ~/.config/autostart; `command`: the program and its arguments.
    Autostart(QString folder, QStringList command);

    /// Stale: the entry starts another program than this one, or one that is not there.
    [[nodiscard]] State state() const;
    /// Writes the entry anew, which also repairs a stale one.
    [[nodiscard]] Outcome enable() const;
    [[nodiscard]] Outcome disable() const;
    [[nodiscard]] QString fileName() const;

    static QString defaultFolder();
    /// The command as the value of Exec (Desktop Entry Specification, "The Exec key").
    static QString execLine(const QStringList &command);
    /// The first word of such a value; empty if it cannot be read.
    static QString programOf(const QString &execLine);

private:
    QString m_folder;
    QStringList m_command;
};

}  // namespace cosftp
