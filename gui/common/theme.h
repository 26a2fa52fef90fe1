// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>

#include <memory>

namespace cosftp {

struct ThemeColours;

/// Light or dark, and the colours and icons that go with it. One for the program, in the GUI's
/// thread, made after the QApplication. Every pair of text colour and background has a contrast of
/// at least 4.5:1.
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
        CardBorder,
        Text,
        OnAccent,
        OnBad,
        Window,
        GoodTint,  ///< Behind text in the colour Good; the other tints likewise.
        WarningTint,
        BadTint,
        InfoTint
    };

    static Theme &instance();
    ~Theme() override;

    /// Sets the application's style, palette and style sheet; at once, without a restart.
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool isDark() const { return m_isDark; }
    [[nodiscard]] QColor colour(Colour colour) const;
    /// One of resources/icons/NAME.svg in the colour of text (disabled and selected states too),
    /// sharp at every scale, and right after a change of theme without being asked for again.
    /// Names: overview sessions transfers history log settings buckets users network limits logging
    /// security copy play pause stop kick abort details search export import add remove duplicate
    /// edit refresh check cross warning info key eye eye-off upload download folder link about quit
    /// wizard freeze save clear bucket ban clock lock; also back bell dice forward help language more open palette
    /// preferences server stalled user.
    [[nodiscard]] QIcon icon(const QString &name) const;
    [[nodiscard]] QIcon icon(const QString &name, Colour colour) const;
    /// The program's own icon, in its own colours.
    [[nodiscard]] QIcon programIcon() const;

    /// "system", "light", "dark": as kept in the program's settings; anything else is "system".
    static Mode modeFromName(const QString &name);
    static QString nameOf(Mode mode);

Q_SIGNALS:
    void changed();  ///< Colours and icons are other ones now: ask again.

private:
    explicit Theme(QObject *parent);
    bool eventFilter(QObject *watched, QEvent *event) override;
    void refresh();

    std::unique_ptr<ThemeColours> m_colours;
    Mode m_mode = Mode::FollowSystem;
    bool m_isDark = false;
    bool m_isSet = false;
    bool m_isRefreshing = false;
};

}  // namespace cosftp
