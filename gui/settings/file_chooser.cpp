// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/file_chooser.h"

#include "common/last_folder.h"
#include "common/theme.h"
#include "settings/setting_field.h"
#include "settings/setting_text.h"

#include <QEvent>
#include <QLineEdit>

namespace cosftp {

FileChooser::FileChooser(SettingField &field) : m_field(field)
{
    setObjectName(field.info().places.first().key + QStringLiteral("File"));
    connect(this, &QToolButton::clicked, this, &FileChooser::choose);
    connect(&Theme::instance(), &Theme::changed, this, &FileChooser::retranslate);
    retranslate();
}

void FileChooser::choose()
{
    const QString label = settingText::label(m_field.info());
    const QString file = lastFolder::openFile(
        this, label, tr("Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)"));
    if (auto *edit = qobject_cast<QLineEdit *>(m_field.control()); edit && !file.isEmpty())
        edit->setText(file);
}

void FileChooser::retranslate()
{
    setIcon(Theme::instance().icon(QStringLiteral("folder")));
    setToolTip(tr("Choose a file"));
    setAccessibleName(tr("Choose a file: %1").arg(settingText::label(m_field.info())));
}

void FileChooser::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QToolButton::changeEvent(event);
}

}  // namespace cosftp
