// lightning/platformShowToastEvent: the toast container of the base components listens for this event on <body>.
import Toast from 'lightning/toast';

export const ShowToastEventName = 'lightning__showtoast';

export class ShowToastEvent extends CustomEvent {
  constructor(config = {}) {
    super(ShowToastEventName, { bubbles: true, cancelable: true, composed: true, detail: { ...config, toast: Toast } });
    const { title, message, messageData, variant = 'info', mode = 'dismissible' } = config;
    this.toastAttributes = { title, message, messageData, mode, type: variant };
  }
}
