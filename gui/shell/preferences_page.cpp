// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/preferences_page.h"

#include "common/card.h"
#include "common/language.h"
#include "common/roles.h"

#include <QEvent>
#include <QGridLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace cosftp {

PreferencesPage::PreferencesPage(Autostart autostart, QWidget *parent)
    : Page(parent), m_autostart(std::move(autostart)), m_preferences(loadPreferences())
{
    build();
    retranslate();
    showAutostart();
}

void PreferencesPage::build()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    outer->addWidget(scroll);
    auto *inside = new QWidget(scroll);
    inside->setObjectName(QStringLiteral("scrolled"));
    auto *layout = new QVBoxLayout(inside);
    layout->setContentsMargins(18, 18, 18, 18);
    layout->setSpacing(14);
    for (Card *card : {lookCard(), startCard(), trayCard(), notificationCard()})
        layout->addWidget(card);
    layout->addStretch();
    scroll->setWidget(inside);
    setFocusProxy(m_language);
}

Card *PreferencesPage::lookCard()
{
    m_look = new Card;
    m_language = new QComboBox(m_look);
    m_theme = new QComboBox(m_look);
    m_languageLabel = new QLabel(m_look);
    m_themeLabel = new QLabel(m_look);
    m_languageLabel->setBuddy(m_language);
    m_themeLabel->setBuddy(m_theme);
    auto *form = new QGridLayout;
    form->setSpacing(10);
    form->setColumnStretch(2, 1);
    form->addWidget(m_languageLabel, 0, 0);
    form->addWidget(m_language, 0, 1);
    form->addWidget(m_themeLabel, 1, 0);
    form->addWidget(m_theme, 1, 1);
    m_look->content()->addLayout(form);
    for (QComboBox *box : {m_language, m_theme}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(box, &QComboBox::currentIndexChanged, this, &PreferencesPage::change);
    }
    return m_look;
}

Card *PreferencesPage::startCard()
{
    m_start = new Card;
    m_autostartBox = new QCheckBox(m_start);
    m_autostartText = new QLabel(m_start);
    m_autostartText->setWordWrap(true);
    m_autostartText->setTextFormat(Qt::PlainText);
    m_autostartText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_repair = new QPushButton(m_start);
    connect(m_autostartBox, &QCheckBox::toggled, this, &PreferencesPage::setAutostart);
    connect(m_repair, &QPushButton::clicked, this, &PreferencesPage::repairAutostart);
    m_start->content()->addWidget(m_autostartBox);
    auto *line = new QHBoxLayout;
    line->addWidget(m_autostartText, 1);
    line->addWidget(m_repair);
    m_start->content()->addLayout(line);
    QCheckBox *startsServer = addSwitch(&Preferences::startsServer);
    startsServer->setObjectName(QStringLiteral("startsServer"));
    m_start->content()->addWidget(startsServer);
    return m_start;
}

Card *PreferencesPage::trayCard()
{
    m_tray = new Card;
    m_tray->content()->addWidget(addSwitch(&Preferences::closesToTray));
    m_tray->content()->addWidget(addSwitch(&Preferences::hasMonochromeIcon));
    return m_tray;
}

Card *PreferencesPage::notificationCard()
{
    m_notifications = new Card;
    for (bool Preferences::*member :
         {&Preferences::tellsUploads, &Preferences::tellsFailures, &Preferences::tellsLogins,
          &Preferences::tellsBans, &Preferences::tellsServerProblems})
        m_notifications->content()->addWidget(addSwitch(member));
    return m_notifications;
}

QCheckBox *PreferencesPage::addSwitch(bool Preferences::*member)
{
    auto *box = new QCheckBox;
    box->setChecked(m_preferences.*member);
    connect(box, &QCheckBox::toggled, this, &PreferencesPage::change);
    m_switches.append({member, box});
    return box;
}

QCheckBox *PreferencesPage::switchFor(bool Preferences::*member) const
{
    for (const Switch &one : m_switches) {
        if (one.member == member)
            return one.box;
    }
    return nullptr;
}

void PreferencesPage::fillBoxes()
{
    const QSignalBlocker languageBlocker(m_language);
    const QSignalBlocker themeBlocker(m_theme);
    m_language->clear();
    m_language->addItem(tr("As the system"), QString());
    for (const QString &code : language::codes())
        m_language->addItem(language::nameOf(code), code);
    m_language->setCurrentIndex(std::max(0, m_language->findData(m_preferences.language)));
    m_theme->clear();
    m_theme->addItem(tr("As the system"), Theme::nameOf(Theme::Mode::FollowSystem));
    m_theme->addItem(tr("Light"), Theme::nameOf(Theme::Mode::Light));
    m_theme->addItem(tr("Dark"), Theme::nameOf(Theme::Mode::Dark));
    m_theme->setCurrentIndex(m_theme->findData(Theme::nameOf(m_preferences.theme)));
}

void PreferencesPage::change()
{
    const QString before = m_preferences.language;
    m_preferences.language = m_language->currentData().toString();
    m_preferences.theme = Theme::modeFromName(m_theme->currentData().toString());
    for (const Switch &one : std::as_const(m_switches))
        m_preferences.*one.member = one.box->isChecked();
    savePreferences(m_preferences);
    Theme::instance().setMode(m_preferences.theme);
    if (before != m_preferences.language)
        language::use(m_preferences.language);
    Q_EMIT preferencesChanged();
}

void PreferencesPage::setLanguage(const QString &code)
{
    m_language->setCurrentIndex(std::max(0, m_language->findData(code)));
}

void PreferencesPage::setAutostart(bool isOn)
{
    const Outcome outcome = isOn ? m_autostart.enable() : m_autostart.disable();
    showAutostart(outcome ? QString() : outcome.error().detail);
}

void PreferencesPage::repairAutostart() { setAutostart(true); }

// The file is looked at each time: what is shown is what the desktop will do.
void PreferencesPage::showAutostart(const QString &problem)
{
    const Autostart::State state = m_autostart.state();
    const bool isStale = state.kind == Autostart::Kind::Stale;
    const QSignalBlocker blocker(m_autostartBox);
    m_autostartBox->setChecked(state.kind != Autostart::Kind::Off);
    m_repair->setVisible(isStale);
    QString text;
    if (!problem.isEmpty())
        text = problem;
    else if (isStale)
        text = tr("The entry starts %1, which is not this program.").arg(state.program);
    else if (state.kind == Autostart::Kind::On)
        text = tr("Starts %1").arg(state.program);
    m_autostartText->setText(text);
    m_autostartText->setVisible(!text.isEmpty());
    setRole(m_autostartText, !problem.isEmpty() ? LabelRole::Error
                             : isStale          ? LabelRole::Warning
                                                : LabelRole::Muted);
}

void PreferencesPage::retranslate()
{
    m_look->setTitle(tr("Look and language"));
    m_start->setTitle(tr("Start"));
    m_tray->setTitle(tr("Window and tray"));
    m_notifications->setTitle(tr("Notifications"));
    m_languageLabel->setText(tr("&Language:"));
    m_themeLabel->setText(tr("&Theme:"));
    m_autostartBox->setText(tr("Start the program at lo&g-in, in the tray"));
    m_repair->setText(tr("&Repair"));
    switchFor(&Preferences::startsServer)->setText(tr("Start the &server with the program"));
    switchFor(&Preferences::closesToTray)
        ->setText(tr("&Closing the window keeps the server running in the tray"));
    switchFor(&Preferences::hasMonochromeIcon)->setText(tr("Tray icon in &one colour"));
    switchFor(&Preferences::tellsUploads)->setText(tr("An &upload has finished"));
    switchFor(&Preferences::tellsFailures)->setText(tr("A transfer has &failed"));
    switchFor(&Preferences::tellsLogins)->setText(tr("A user has logged &in"));
    switchFor(&Preferences::tellsBans)->setText(tr("An address was &banned"));
    switchFor(&Preferences::tellsServerProblems)->setText(tr("The server does &not run"));
    fillBoxes();
    showAutostart();
    Q_EMIT titleChanged();
}

void PreferencesPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void PreferencesPage::showEvent(QShowEvent *event)
{
    showAutostart();
    Page::showEvent(event);
}

}  // namespace cosftp
