// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings page looks like, and its search.
#include "common/message_bar.h"
#include "common/roles.h"
#include "common/search_field.h"
#include "common/theme.h"
#include "settings/bucket_panel.h"
#include "settings/certificate_card.h"
#include "settings/file_chooser.h"
#include "settings/original_notice.h"
#include "settings/section_form.h"
#include "settings/setting_field.h"
#include "settings/setting_text.h"
#include "settings/settings_page.h"
#include "settings/settings_search.h"
#include "settings/user_panel.h"

#include <QEvent>
#include <QListWidget>
#include <QStackedWidget>
#include <QTimer>

namespace cosftp {

namespace {

constexpr std::chrono::milliseconds checkPause{150};
constexpr int sideCharacters = 24;
const QString bucketPlace = QStringLiteral("BUCKET");
const QString userPlace = QStringLiteral("USER");

QString panelTitle(const QString &place)
{
    if (place == bucketPlace)
        return QCoreApplication::translate("Settings", "Buckets");
    if (place == userPlace)
        return QCoreApplication::translate("Settings", "Users");
    return settingText::sectionTitle(place);
}

QString panelIcon(const QString &place)
{
    if (place == bucketPlace)
        return QStringLiteral("buckets");
    return place == userPlace ? QStringLiteral("users") : settingText::sectionIcon(place);
}

}  // namespace

SettingsPage::SettingsPage(ServerLink &link, SecretStore &secrets, QWidget *parent)
    : Page(parent), m_link(link), m_secrets(secrets), m_saver(link, secrets),
      m_check(new QTimer(this)), m_search(new SearchField), m_bar(new MessageBar),
      m_conflict(new QWidget), m_reload(new QPushButton), m_keepMine(new QPushButton),
      m_side(new QListWidget), m_results(new QListWidget), m_stack(new QStackedWidget),
      m_buckets(new BucketPanel(m_draft, link, secrets)), m_users(new UserPanel(m_draft, link)),
      m_bucketNotice(new OriginalNotice), m_userNotice(new OriginalNotice), m_hints(new QLabel),
      m_certificate(new CertificateCard), m_testNetwork(new QPushButton), m_import(new QPushButton),
      m_export(new QPushButton), m_backup(new QPushButton), m_defaults(new QPushButton),
      m_cancel(new QPushButton), m_apply(new QPushButton), m_ok(new QPushButton)
{
    m_check->setSingleShot(true);
    m_check->setInterval(checkPause);
    buildPanels();
    buildConflict();
    build();
    connectAll();
    retranslate();
    adopt(m_link.settings());
    m_side->setCurrentRow(0);
}

void SettingsPage::buildConflict()
{
    m_reload->setObjectName(QStringLiteral("reload"));
    m_keepMine->setObjectName(QStringLiteral("keepMine"));
    auto *layout = new QHBoxLayout(m_conflict);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_reload);
    layout->addWidget(m_keepMine);
    layout->addStretch();
    m_conflict->hide();
}

void SettingsPage::buildPanels()
{
    addPanel(bucketPlace, withNotice(m_bucketNotice, m_buckets));
    addPanel(userPlace, withNotice(m_userNotice, m_users));
    m_hints->setObjectName(QStringLiteral("networkHints"));
    m_hints->setWordWrap(true);
    m_hints->setTextFormat(Qt::PlainText);
    setRole(m_hints, LabelRole::Warning);
    for (const QString &section : settingText::nativeSections()) {
        auto *form = new SectionForm(section);
        if (section == QLatin1String("NETWORK"))
            form->setNotes(networkNotes());
        if (section == QLatin1String("TLS")) {
            addFileChoosers(*form);
            form->setNotes(m_certificate);
        }
        m_forms += form;
        addPanel(section, form);
        connect(form, &SectionForm::edited, this, &SettingsPage::onEdited);
    }
}

void SettingsPage::addFileChoosers(const SectionForm &form)
{
    for (const char *key : {"certificate", "private_key", "client_authority"})
        if (SettingField *field = form.field(QString::fromLatin1(key)))
            field->addBeside(new FileChooser(*field));
}

QWidget *SettingsPage::networkNotes()
{
    m_testNetwork->setObjectName(QStringLiteral("testNetwork"));
    auto *notes = new QWidget;
    auto *layout = new QVBoxLayout(notes);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_hints);
    layout->addWidget(m_testNetwork, 0, Qt::AlignLeft);
    connect(m_testNetwork, &QPushButton::clicked, this, &SettingsPage::testNetwork);
    return notes;
}

void SettingsPage::addPanel(const QString &place, QWidget *panel)
{
    m_places += place;
    m_side->addItem(QString());
    m_stack->addWidget(panel);
}

QWidget *SettingsPage::withNotice(OriginalNotice *notice, QWidget *panel)
{
    auto *both = new QWidget;
    auto *layout = new QVBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(notice);
    layout->addWidget(panel, 1);
    connect(notice, &OriginalNotice::convertWanted, this, &SettingsPage::convert);
    return both;
}

void SettingsPage::build()
{
    m_side->setObjectName(QStringLiteral("sections"));
    m_results->setObjectName(QStringLiteral("searchResults"));
    m_search->setObjectName(QStringLiteral("searchSettings"));
    m_bar->setObjectName(QStringLiteral("settingsBar"));
    m_results->hide();
    auto *side = new QWidget;
    side->setMaximumWidth(fontMetrics().averageCharWidth() * sideCharacters * 3 / 2);
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->addWidget(m_search);
    sideLayout->addWidget(m_results, 1);
    sideLayout->addWidget(m_side, 1);
    for (QPushButton *button : {m_import, m_export, m_backup}) {
        setRole(button, ButtonRole::Flat);
        sideLayout->addWidget(button);
    }
    auto *body = new QHBoxLayout;
    body->setSpacing(16);
    body->addWidget(side, 1);
    body->addWidget(m_stack, 4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_bar);
    layout->addWidget(m_conflict);
    layout->addLayout(body, 1);
    layout->addLayout(buildButtons());
}

QHBoxLayout *SettingsPage::buildButtons()
{
    const std::pair<QPushButton *, const char *> names[] = {
        {m_import, "import"}, {m_export, "export"}, {m_backup, "backup"}, {m_defaults, "defaults"},
        {m_cancel, "cancel"}, {m_apply, "apply"},   {m_ok, "ok"}};
    auto *buttons = new QHBoxLayout;
    for (const auto &[button, name] : names) {
        button->setObjectName(QString::fromLatin1(name));
        if (button == m_cancel)
            buttons->addStretch();
        if (button != m_import && button != m_export && button != m_backup)
            buttons->addWidget(button);
    }
    setRole(m_ok, ButtonRole::Primary);
    return buttons;
}

void SettingsPage::connectAll()
{
    connect(m_search, &SearchField::searched, this, &SettingsPage::showResults);
    connect(m_results, &QListWidget::itemActivated, this, &SettingsPage::onResult);
    connect(m_results, &QListWidget::itemClicked, this, &SettingsPage::onResult);
    connect(m_side, &QListWidget::currentRowChanged, this, [this](int row) {
        m_stack->setCurrentIndex(row);
        showButtons();
    });
    connect(m_buckets, &BucketPanel::edited, this, &SettingsPage::onEdited);
    connect(m_users, &UserPanel::edited, this, &SettingsPage::onEdited);
    connect(m_users, &UserPanel::hashed, this, &SettingsPage::applyWhenHashed);
    connect(m_check, &QTimer::timeout, this, &SettingsPage::checkWhole);
    connect(&m_saver, &SettingsSaver::finished, this, &SettingsPage::onSaved);
    connect(&m_link, &ServerLink::settingsChanged, this, &SettingsPage::onSettingsChanged);
    connect(&m_link, &ServerLink::statusChanged, this, &SettingsPage::onStatus);
    connect(m_bar, &MessageBar::actionWanted, this, &SettingsPage::restart);
    connect(m_reload, &QPushButton::clicked, this, &SettingsPage::reload);
    connect(m_keepMine, &QPushButton::clicked, this, &SettingsPage::keepMine);
    connect(m_import, &QPushButton::clicked, this, &SettingsPage::importFile);
    connect(m_export, &QPushButton::clicked, this, &SettingsPage::exportFile);
    connect(m_backup, &QPushButton::clicked, this, &SettingsPage::restoreBackup);
    connect(m_defaults, &QPushButton::clicked, this, &SettingsPage::restoreDefaults);
    connect(m_cancel, &QPushButton::clicked, this, &SettingsPage::cancel);
    connect(m_apply, &QPushButton::clicked, this, [this] { apply(AfterSave::Stay); });
    connect(m_ok, &QPushButton::clicked, this, [this] { apply(AfterSave::Leave); });
    connect(&Theme::instance(), &Theme::changed, this, &SettingsPage::retranslate);
}

void SettingsPage::showResults(const QString &text)
{
    m_results->clear();
    const bool isSearching = !text.trimmed().isEmpty();
    m_results->setVisible(isSearching);
    m_side->setVisible(!isSearching);
    if (!isSearching)
        return;
    for (const FoundSetting &found : findSettings(text)) {
        auto *item = new QListWidgetItem(
            QStringLiteral("%1\n%2").arg(found.label, found.sectionTitle), m_results);
        item->setData(Qt::UserRole, found.place);
    }
    if (m_results->count() == 0) {
        auto *item = new QListWidgetItem(tr("Nothing found"), m_results);
        item->setFlags(Qt::NoItemFlags);
    }
}

void SettingsPage::onResult(const QListWidgetItem *item)
{
    if (const QString place = item->data(Qt::UserRole).toString(); !place.isEmpty())
        open(place);
}

void SettingsPage::retranslate()
{
    for (int row = 0; row < m_side->count(); ++row) {
        m_side->item(row)->setText(panelTitle(m_places.at(row)));
        m_side->item(row)->setIcon(Theme::instance().icon(panelIcon(m_places.at(row))));
    }
    m_side->setAccessibleName(tr("Sections of the settings"));
    m_results->setAccessibleName(tr("Settings that were found"));
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_reload->setText(tr("&Reload, drop my changes"));
    m_keepMine->setText(tr("&Keep mine and overwrite"));
    m_import->setText(tr("&Import…"));
    m_export->setText(tr("E&xport…"));
    m_backup->setText(tr("Restore a &backup…"));
    m_testNetwork->setText(tr("&Test the network…"));
    m_defaults->setText(tr("Restore &defaults"));
    m_defaults->setToolTip(tr("Puts the defaults into the fields of this section"));
    m_cancel->setText(tr("Cancel"));
    m_apply->setText(tr("Appl&y"));
    m_ok->setText(tr("OK"));
    showNetworkHints();
}

void SettingsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        Q_EMIT titleChanged();
    }
    Page::changeEvent(event);
}

}  // namespace cosftp
