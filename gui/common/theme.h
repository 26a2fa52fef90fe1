// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>

namespace cosftp {

/// Light or dark, and the colours and icons that go with it. One for the program, in the GUI's
/// thread. Every pair of text colour and background has a contrast of at least 4.5:1.
class Theme final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)

public:
    enum class Mode { FollowSystem, Light, Dark };
    enum class Colour {
        Good,
        Warning,
        Bad,
        Accent,
        Muted,
        Upload,
        Download,
        Grid,
        Card,
        CardBorder
    };

    static Theme &instance();

    /// Sets the application's palette and style sheet; at once, without a restart.
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const;
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] QColor colour(Colour colour) const;
    /// One of resources/icons/NAME.svg in the colour of text (disabled and selected states too),
    /// sharp at every scale. Names: overview sessions transfers history log settings buckets users
    /// network limits logging security copy play pause stop kick abort details search export import
    /// add remove duplicate edit refresh check cross warning info key eye eye-off upload download
    /// folder link about quit wizard freeze save clear bucket.
    [[nodiscard]] QIcon icon(const QString &name) const;
    [[nodiscard]] QIcon icon(const QString &name, Colour colour) const;

Q_SIGNALS:
    void changed();  ///< Colours and icons are other ones now: ask again.

private:
    explicit Theme(QObject *parent);
    bool eventFilter(QObject *watched, QEvent *event) override;
    void refresh();

    Mode m_mode = Mode::FollowSystem;
    bool m_isDark = false;
};

}  // namespace cosftp
