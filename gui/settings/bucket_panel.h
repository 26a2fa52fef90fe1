// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_draft.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;

namespace cosftp {

class BucketEditor;
class BucketTestCard;
class Card;
class EmptyState;
class MessageBar;
class SecretStore;

/// The list of buckets and the form of the chosen one. Changes the page's draft.
class BucketPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketPanel)

public:
    BucketPanel(SettingsDraft &draft, ServerLink &link, SecretStore &secrets,
                QWidget *parent = nullptr);
    ~BucketPanel() override = default;

    /// The draft is another one now.
    void load();
    [[nodiscard]] QWidget *firstBad() const;
    /// Says at the fields what is wrong with the bucket that is shown; shows the first bad one if
    /// `isWanted`.
    void showProblems(const QList<SettingsProblem> &problems, bool isWanted);
    /// A key of a bucket, or "uploads": what lies unfinished in the first one.
    void open(const QString &key);

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showList();
    void showCurrent();
    void showKeeper();
    void onEdited();
    void offerTest();
    void onIdEdited(const QString &id);
    void add();
    void duplicate();
    void remove();
    void showUploads();
    void addBucket(BucketSettings bucket);
    void retranslate();
    [[nodiscard]] QStringList ids() const;

    SettingsDraft &m_draft;
    ServerLink &m_link;
    SecretStore &m_secrets;
    QListWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_duplicate;
    QPushButton *m_remove;
    QPushButton *m_uploads;
    QLabel *m_uploadsText;
    Card *m_uploadsCard;
    MessageBar *m_bar;
    QScrollArea *m_scroll;
    BucketEditor *m_editor;
    BucketTestCard *m_test;
    EmptyState *m_empty;
    int m_at = -1;  ///< The bucket in the form.
};

}  // namespace cosftp
