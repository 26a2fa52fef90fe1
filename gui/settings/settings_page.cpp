// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings page does; settings_page_layout.cpp is what it looks like.
#include "settings/settings_page.h"

#include "common/message_bar.h"
#include "common/problem_text.h"
#include "common/scroll_fit.h"
#include "common/search_field.h"
#include "settings/backup_dialog.h"
#include "settings/bucket_panel.h"
#include "settings/certificate_card.h"
#include "settings/export_dialog.h"
#include "settings/import_dialog.h"
#include "settings/network_hints.h"
#include "settings/network_test_dialog.h"
#include "settings/new_passwords.h"
#include "settings/original_notice.h"
#include "settings/section_form.h"
#include "settings/setting_field.h"
#include "settings/setting_text.h"
#include "settings/user_panel.h"

#include <QLabel>
#include <QListWidget>
#include <QStackedWidget>
#include <QTimer>

namespace cosftp {

namespace {

constexpr int mostLines = 8;

QString linesOf(const QList<SettingsProblem> &problems)
{
    QStringList lines;
    for (const SettingsProblem &problem : problems.mid(0, mostLines))
        lines += shownProblem(problem);
    return lines.join(QLatin1Char('\n'));
}

// "Control port" of "NETWORK/listen_port"; buckets and users as they are.
QString shownName(const QString &place)
{
    const SettingPlace asked{place.section(QLatin1Char('/'), 0, 0),
                             place.section(QLatin1Char('/'), 1)};
    const auto *row = rowAt(settingRows(), asked);
    return row == nullptr ? asked.section : settingText::label(row->info);
}

QString shownNames(const QStringList &places)
{
    QStringList names;
    for (const QString &place : places.mid(0, mostLines))
        names += shownName(place);
    return names.join(QStringLiteral(", "));
}

}  // namespace

void SettingsPage::adopt(const SettingsDocument &document)
{
    m_draft = SettingsDraft(document);
    loadForms();
    showDocument();
    m_conflict->hide();
    checkWhole();
}

void SettingsPage::loadForms()
{
    m_isLoading = true;
    for (SectionForm *form : m_forms)
        form->load(m_draft.settings());
    m_bucketNotice->load(m_draft);
    m_userNotice->load(m_draft);
    m_buckets->setEnabled(!m_draft.isOriginal());
    m_users->setEnabled(!m_draft.isOriginal());
    m_buckets->load();
    m_users->load();
    m_isLoading = false;
}

// A file that cannot be read is not edited: what it means is not known.
void SettingsPage::showDocument()
{
    m_stack->setEnabled(m_draft.isUsable());
    if (m_draft.isUsable())
        return m_bar->hide();
    m_bar->say(MessageBar::Kind::Error,
               tr("The settings file has errors; the server keeps the settings it had. Mend the "
                  "file, or restore a backup.\n%1")
                   .arg(linesOf(m_draft.base().loaded.problems)));
}

void SettingsPage::onSettingsChanged()
{
    const SettingsDocument now = m_link.settings();
    if (m_saver.isBusy() || now.revision == m_draft.base().revision)
        return;
    if (!m_draft.isChanged())
        return adopt(now);
    m_bar->say(MessageBar::Kind::Warning,
               tr("Somebody else has changed the settings while you were editing."));
    m_conflict->show();
}

void SettingsPage::reload() { adopt(m_link.settings()); }

// Only what was edited here is put over the other's state.
void SettingsPage::keepMine()
{
    m_draft = m_draft.onto(m_link.settings());
    m_conflict->hide();
    m_bar->hide();
    loadForms();
    apply(AfterSave::Stay);
}

void SettingsPage::onEdited()
{
    if (m_isLoading)
        return;
    for (const SectionForm *form : m_forms)
        form->store(m_draft.settings());
    showButtons();
    showNetworkHints();
    m_check->start();
}

void SettingsPage::checkWhole()
{
    m_check->stop();
    if (!m_draft.isUsable())
        return showButtons();
    const QList<SettingsProblem> problems = m_draft.problems();
    for (SectionForm *form : m_forms)
        form->showProblems(problems);
    m_buckets->showProblems(problems, false);
    m_users->showProblems(problems, false);
    m_certificate->load(m_draft.settings().tls);
    showButtons();
    showNetworkHints();
}

bool SettingsPage::isChanged() const
{
    if (m_draft.isChanged() || m_users->isHashing())
        return true;
    return std::any_of(m_forms.begin(), m_forms.end(),
                       [](const SectionForm *form) { return form->firstBad() != nullptr; });
}

void SettingsPage::showButtons()
{
    const bool isForm = m_stack->currentIndex() >= 2;
    m_defaults->setEnabled(isForm && m_draft.isUsable());
    const bool isReady = m_draft.isUsable() && !m_saver.isBusy();
    m_apply->setEnabled(isReady && isChanged());
    m_cancel->setEnabled(!m_saver.isBusy());
    m_ok->setEnabled(isReady);
    m_export->setEnabled(m_draft.isUsable());
}

void SettingsPage::showNetworkHints()
{
    const QStringList hints = networkHints(m_draft.settings(), ephemeralPorts());
    QString text;
    for (const QString &hint : hints)
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + QStringLiteral("• ") + hint;
    m_hints->setText(text);
    m_hints->setVisible(!text.isEmpty());
}

void SettingsPage::convert()
{
    m_draft.convert();
    loadForms();
    m_bar->say(MessageBar::Kind::Info,
               tr("Buckets and users can be edited now. The file is converted when you apply."));
    checkWhole();
}

void SettingsPage::restoreDefaults()
{
    if (const int at = m_stack->currentIndex() - 2; at >= 0)
        m_forms.at(at)->restoreDefaults();
}

bool SettingsPage::askToLoseChanges()
{
    if (!isChanged())
        return true;
    QMessageBox question(QMessageBox::Question, tr("Settings"),
                         tr("Drop the changes that were not applied?"), QMessageBox::Cancel, this);
    QPushButton *drop = question.addButton(tr("&Drop changes"), QMessageBox::DestructiveRole);
    question.exec();
    return question.clickedButton() == drop;
}

void SettingsPage::cancel()
{
    if (askToLoseChanges())
        adopt(m_link.settings());
}

bool SettingsPage::mayLeave()
{
    if (!askToLoseChanges())
        return false;
    if (isChanged())
        adopt(m_link.settings());
    return true;
}

void SettingsPage::apply(AfterSave after)
{
    m_afterSave = after;
    m_appliesWhenHashed = m_users->isHashing();
    if (m_appliesWhenHashed)
        return;
    checkWhole();
    if (showFirstBad())
        return;
    if (m_draft.isChanged()) {
        m_newPasswords = usersWithNewPasswords(m_draft.base().loaded.settings, m_draft.settings());
        m_saver.save(m_draft);
        return showButtons();
    }
    if (after == AfterSave::Leave)
        Q_EMIT pageWanted(QStringLiteral("overview"), {});
}

void SettingsPage::applyWhenHashed()
{
    if (m_appliesWhenHashed)
        apply(m_afterSave);
}

// The panel with the first bad field opens and the field gets the cursor.
bool SettingsPage::showFirstBad()
{
    const QList<SettingsProblem> problems = m_draft.problems();
    m_buckets->showProblems(problems, true);
    m_users->showProblems(problems, true);
    QWidget *bad = m_buckets->firstBad();
    int panel = 0;
    if (bad == nullptr) {
        bad = m_users->firstBad();
        panel = 1;
    }
    for (int at = 0; bad == nullptr && at < m_forms.size(); ++at) {
        panel = at + 2;
        if (const SettingField *field = m_forms.at(at)->firstBad())
            bad = field->control();
    }
    if (bad == nullptr && problems.isEmpty())
        return false;
    if (bad != nullptr) {
        m_side->setCurrentRow(panel);
        showFocused(*bad);
    }
    m_bar->say(MessageBar::Kind::Error,
               problems.isEmpty() ? tr("Nothing was applied: the marked field is not valid.")
                                  : tr("Nothing was applied.\n%1").arg(linesOf(problems)));
    return true;
}

void SettingsPage::onSaved(const SettingsSaver::Outcome &outcome)
{
    using Kind = SettingsSaver::Outcome::Kind;
    showButtons();
    switch (outcome.kind) {
    case Kind::Saved:
        adopt(m_link.settings());
        showReport(outcome);
        askToEndSessions(m_link, std::exchange(m_newPasswords, {}), this);
        if (m_afterSave == AfterSave::Leave)
            Q_EMIT pageWanted(QStringLiteral("overview"), {});
        return;
    case Kind::SecretNotKept:
        m_bar->say(
            MessageBar::Kind::Error,
            tr("Nothing was applied: the SecretKey could not be kept. %1").arg(outcome.text));
        return;
    case Kind::ChangedByOther:
        m_bar->say(MessageBar::Kind::Warning,
                   tr("Nothing was applied: somebody else has changed the settings."));
        return m_conflict->show();
    case Kind::NotValid:
    case Kind::Failed:
        m_bar->say(MessageBar::Kind::Error, tr("Nothing was applied.\n%1").arg(outcome.text));
        return;
    }
}

void SettingsPage::showReport(const SettingsSaver::Outcome &outcome)
{
    QStringList sentences{tr("Saved.")};
    if (!outcome.report.appliedNow.isEmpty())
        sentences += tr("In effect now: %1.").arg(shownNames(outcome.report.appliedNow));
    const bool needsRestart = !outcome.report.needsRestart.isEmpty();
    if (needsRestart)
        sentences +=
            tr("After a restart of the server: %1.").arg(shownNames(outcome.report.needsRestart));
    if (!outcome.hasBackup)
        sentences += tr("No backup of the old file could be kept.");
    const LinkStatus status = m_link.status();
    m_offersRestart =
        needsRestart && status.canStartAndStop && status.state == LinkStatus::State::Running;
    m_bar->say(outcome.hasBackup ? MessageBar::Kind::Good : MessageBar::Kind::Warning,
               sentences.join(QLatin1Char(' ')),
               m_offersRestart ? tr("Restart the server now") : QString());
}

void SettingsPage::restart()
{
    if (!std::exchange(m_offersRestart, false))
        return;
    const auto transfers = static_cast<int>(m_link.snapshot().transfers.size());
    if (transfers > 0) {
        QMessageBox question(QMessageBox::Question, tr("Restart the server"),
                             tr("%n transfer(s) run. They get the grace time of the settings to "
                                "finish. Restart?",
                                nullptr, transfers),
                             QMessageBox::Cancel, this);
        QPushButton *yes = question.addButton(tr("&Restart"), QMessageBox::AcceptRole);
        question.exec();
        m_offersRestart = question.clickedButton() != yes;
        if (m_offersRestart)
            return;
    }
    m_restarts = true;
    m_bar->say(MessageBar::Kind::Info, tr("The server restarts…"));
    m_link.stop();
}

void SettingsPage::onStatus()
{
    const LinkStatus status = m_link.status();
    if (m_restarts && status.state == LinkStatus::State::Stopped) {
        m_restarts = false;
        m_link.start();
    }
    if (m_bar->text() == tr("The server restarts…") && status.state == LinkStatus::State::Running)
        m_bar->say(MessageBar::Kind::Good, tr("The server runs with the new settings."));
}

void SettingsPage::importFile()
{
    if (!askToLoseChanges())
        return;
    ImportDialog dialog(this);
    if (dialog.exec() == QDialog::Accepted)
        replaceText(dialog.plan().text);
}

void SettingsPage::exportFile()
{
    ExportDialog dialog(m_draft.base(), m_secrets, this);
    if (dialog.exec() == QDialog::Accepted)
        m_bar->say(MessageBar::Kind::Good, tr("Exported to %1.").arg(dialog.fileName()));
}

void SettingsPage::restoreBackup()
{
    if (!askToLoseChanges())
        return;
    BackupDialog dialog(m_draft.base().fileName, this);
    if (dialog.exec() == QDialog::Accepted)
        replaceText(dialog.text());
}

void SettingsPage::testNetwork()
{
    auto *dialog = new NetworkTestDialog(m_link, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void SettingsPage::replaceText(const QByteArray &text)
{
    m_afterSave = AfterSave::Stay;
    m_newPasswords.clear();
    m_saver.replace(m_link.settings(), text);
}

int SettingsPage::panelOf(const QString &place) const
{
    QString name = place.section(QLatin1Char('/'), 0, 0).toUpper();
    if (name == QLatin1String("BUCKETS") || name == QLatin1String("USERS"))
        name.chop(1);
    if (name == QLatin1String("LOGGING"))
        name = QStringLiteral("LOG");
    return static_cast<int>(m_places.indexOf(name));
}

void SettingsPage::open(const QString &place)
{
    const int panel = panelOf(place);
    const QString key = place.section(QLatin1Char('/'), 1);
    if (panel < 0)
        return;
    m_side->setCurrentRow(panel);
    if (panel == 0)
        return m_buckets->open(key);
    if (panel == 1)
        return m_users->open(key);
    if (key == QLatin1String("test"))
        return testNetwork();
    const SectionForm *form = m_forms.at(panel - 2);
    if (SettingField *field = form->field(key))
        field->setFocusHere();
}

void SettingsPage::find() { m_search->begin(); }

void SettingsPage::refresh() { onSettingsChanged(); }

}  // namespace cosftp
