// A desktop browser has none of them; base components ask.
export const getBarcodeScanner = () => ({ isAvailable: () => false });
