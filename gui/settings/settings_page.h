// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"
#include "settings/settings_saver.h"

class QHBoxLayout;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace cosftp {

class BucketPanel;
class CertificateCard;
class MessageBar;
class OriginalNotice;
class SearchField;
class SectionForm;
class UserPanel;

/// All settings of the server: sections at the side, a form beside them, OK, Apply, Cancel and
/// Restore defaults below. What is edited lives in a draft until it is applied.
class SettingsPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsPage)

public:
    SettingsPage(ServerLink &link, SecretStore &secrets, QWidget *parent = nullptr);
    ~SettingsPage() override = default;

    [[nodiscard]] QString id() const override { return QStringLiteral("settings"); }
    [[nodiscard]] QString title() const override { return tr("Settings"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("settings"); }
    /// "buckets", "users", "network/masquerade_address", "network/test" (tries it), ...
    void open(const QString &place) override;
    void find() override;
    void refresh() override;
    bool mayLeave() override;

    [[nodiscard]] bool isChanged() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class AfterSave { Stay, Leave };

    // settings_page_layout.cpp: what it looks like
    void build();
    void buildPanels();
    void addPanel(const QString &place, QWidget *panel);
    QWidget *withNotice(OriginalNotice *notice, QWidget *panel);
    QHBoxLayout *buildButtons();
    QWidget *networkNotes();
    void addFileChoosers(const SectionForm &form);
    void buildConflict();
    void connectAll();
    void retranslate();
    void showResults(const QString &text);
    void onResult(const QListWidgetItem *item);

    void adopt(const SettingsDocument &document);
    void loadForms();
    void showDocument();
    void onSettingsChanged();
    void onEdited();
    void checkWhole();
    void showButtons();
    void showNetworkHints();
    void convert();
    void restoreDefaults();
    void cancel();
    void apply(AfterSave after);
    void applyWhenHashed();
    bool showFirstBad();
    void onSaved(const SettingsSaver::Outcome &outcome);
    void showReport(const SettingsSaver::Outcome &outcome);
    void keepMine();
    void reload();
    void restart();
    void onStatus();
    void importFile();
    void exportFile();
    void restoreBackup();
    void testNetwork();
    void replaceText(const QByteArray &text);
    bool askToLoseChanges();
    [[nodiscard]] int panelOf(const QString &place) const;

    ServerLink &m_link;
    SecretStore &m_secrets;
    SettingsDraft m_draft;
    SettingsSaver m_saver;
    QTimer *m_check;
    AfterSave m_afterSave = AfterSave::Stay;
    bool m_isLoading = false;
    bool m_appliesWhenHashed = false;
    bool m_restarts = false;  ///< Stopped by us: started again as soon as it stands.
    bool m_offersRestart = false;
    QList<QByteArray> m_newPasswords;  ///< Users who get one by what is being applied.

    SearchField *m_search;
    MessageBar *m_bar;
    QWidget *m_conflict;
    QPushButton *m_reload;
    QPushButton *m_keepMine;
    QListWidget *m_side;
    QListWidget *m_results;
    QStackedWidget *m_stack;
    QStringList m_places;  ///< Of the panels in the stack: "BUCKET", "USER", "NETWORK", ...
    BucketPanel *m_buckets;
    UserPanel *m_users;
    OriginalNotice *m_bucketNotice;
    OriginalNotice *m_userNotice;
    QList<SectionForm *> m_forms;
    QLabel *m_hints;
    CertificateCard *m_certificate;
    QPushButton *m_testNetwork;
    QPushButton *m_import;
    QPushButton *m_export;
    QPushButton *m_backup;
    QPushButton *m_defaults;
    QPushButton *m_cancel;
    QPushButton *m_apply;
    QPushButton *m_ok;
};

}  // namespace cosftp
