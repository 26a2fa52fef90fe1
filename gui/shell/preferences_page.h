// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"
#include "shell/autostart.h"
#include "shell/preferences.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace cosftp {

class Card;

/// What the user tells the program itself: language, look, tray, start, notifications. Everything
/// takes effect and is kept at once.
class PreferencesPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreferencesPage)

public:
    explicit PreferencesPage(Autostart autostart, QWidget *parent = nullptr);
    ~PreferencesPage() override = default;

    [[nodiscard]] QString id() const override { return QStringLiteral("preferences"); }
    [[nodiscard]] QString title() const override { return tr("Program"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("preferences"); }
    /// The autostart entry may have been changed by another program.
    void refresh() override { showAutostart(); }

    [[nodiscard]] Preferences preferences() const { return m_preferences; }
    /// Where the language is chosen elsewhere (the wizard).
    void setLanguage(const QString &code);
    [[nodiscard]] QComboBox *languageBox() const { return m_language; }
    [[nodiscard]] QComboBox *themeBox() const { return m_theme; }
    [[nodiscard]] QCheckBox *autostartBox() const { return m_autostartBox; }
    [[nodiscard]] QPushButton *repairButton() const { return m_repair; }
    [[nodiscard]] QCheckBox *switchFor(bool Preferences::*member) const;

Q_SIGNALS:
    void preferencesChanged();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Switch
    {
        bool Preferences::*member;
        QCheckBox *box;
    };

    void build();
    Card *lookCard();
    Card *startCard();
    Card *trayCard();
    Card *notificationCard();
    QCheckBox *addSwitch(bool Preferences::*member);
    void fillBoxes();
    void change();
    void setAutostart(bool isOn);
    void repairAutostart();
    void showAutostart(const QString &problem = {});
    void retranslate();

    Autostart m_autostart;
    Preferences m_preferences;
    Card *m_look = nullptr;
    Card *m_start = nullptr;
    Card *m_tray = nullptr;
    Card *m_notifications = nullptr;
    QLabel *m_languageLabel = nullptr;
    QLabel *m_themeLabel = nullptr;
    QComboBox *m_language = nullptr;
    QComboBox *m_theme = nullptr;
    QCheckBox *m_autostartBox = nullptr;
    QLabel *m_autostartText = nullptr;
    QPushButton *m_repair = nullptr;
    QList<Switch> m_switches;
};

}  // namespace cosftp
