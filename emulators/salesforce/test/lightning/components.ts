/** A small project deployed to the fake org: one component with a label and an Apex wire, a page, an app, a tab. */
import type { MetadataComponent } from '../../src/org/services.ts';
import { component } from './fake-org.ts';

const META = (isExposed: boolean) =>
  `<LightningComponentBundle><apiVersion>66.0</apiVersion><isExposed>${isExposed}</isExposed></LightningComponentBundle>`;

const greeter = component('LightningComponentBundle', 'greeter', {
  'lwc/greeter/greeter.js': `
    import { api, LightningElement, wire } from 'lwc';
    import { NavigationMixin } from 'lightning/navigation';
    import { ShowToastEvent } from 'lightning/platformShowToastEvent';
    import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
    import { refreshApex } from '@salesforce/apex';
    import NAME from '@salesforce/schema/Contact.Name';
    import greet from '@salesforce/apex/Greeter.greet';
    import HELLO from '@salesforce/label/c.Hello';
    export default class Greeter extends NavigationMixin(LightningElement) {
      @api recordId;
      @api tone;
      hello = HELLO;
      @wire(greet, { recordId: '$recordId', tone: '$tone' }) greeting;
      @wire(getRecord, { recordId: '$recordId', fields: [NAME] }) record;
      get name() { return getFieldValue(this.record.data, NAME); }
      async again() {
        await refreshApex(this.greeting);
        this.dispatchEvent(new ShowToastEvent({ title: 'Again!', message: 'and again', variant: 'success' }));
      }
      leave() {
        this[NavigationMixin.Navigate]({ type: 'standard__objectPage', attributes: { objectApiName: 'Account', actionName: 'list' } });
      }
    }`,
  'lwc/greeter/greeter.html': `<template>
    <lightning-card title={hello}>
      <p lwc:if={greeting.data} class="words">{greeting.data}</p>
      <p class="name">{name}</p>
      <lightning-button label="Again" onclick={again}></lightning-button>
      <lightning-button label="Leave" onclick={leave}></lightning-button>
      <p lwc:if={greeting.error} class="failure">{greeting.error.body.message}</p>
    </lightning-card>
  </template>`,
  'lwc/greeter/greeter.js-meta.xml': META(true),
});

const instance = (name: string, properties: Record<string, string>) => `<itemInstances><componentInstance>
  ${Object.entries(properties)
    .map(
      ([key, value]) =>
        `<componentInstanceProperties><name>${key}</name><value>${value}</value></componentInstanceProperties>`,
    )
    .join('')}
  <componentName>${name}</componentName></componentInstance></itemInstances>`;
const region = (name: string, type: string, ...instances: string[]) =>
  `<flexiPageRegions>${instances.join('')}<name>${name}</name><type>${type}</type></flexiPageRegions>`;

const page = component('FlexiPage', 'Person', {
  'flexipages/Person.flexipage': `<FlexiPage>
    ${region('header', 'Region', instance('force:highlightsPanel', {}))}
    ${region('details', 'Facet', instance('force:detailPanel', {}))}
    ${region('greeting', 'Facet', instance('c:greeter', { tone: 'warm' }), instance('someVendor:thing', {}))}
    ${region(
      'tabs',
      'Facet',
      instance('flexipage:tab', { title: 'Standard.Tab.detail', body: 'details' }),
      instance('flexipage:tab', { title: '{!$Label.Hello}', body: 'greeting', active: 'true' }),
    )}
    ${region('main', 'Region', instance('flexipage:tabset', { tabs: 'tabs' }))}
    <masterLabel>Person</masterLabel><sobjectType>Contact</sobjectType><type>RecordPage</type></FlexiPage>`,
});

const app = component('CustomApplication', 'Desk', {
  'applications/Desk.app': `<CustomApplication>
    <actionOverrides><actionName>View</actionName><content>Person</content><formFactor>Large</formFactor><type>Flexipage</type>
      <pageOrSobjectType>Contact</pageOrSobjectType></actionOverrides>
    <label>Desk</label><tabs>standard-Contact</tabs><tabs>Greeting</tabs><uiType>Lightning</uiType></CustomApplication>`,
});

const tab = component('CustomTab', 'Greeting', {
  'tabs/Greeting.tab': '<CustomTab><label>Greeting</label><lwcComponent>greeter</lwcComponent></CustomTab>',
});

const labels = component('CustomLabels', 'CustomLabels', {
  'labels/CustomLabels.labels':
    '<CustomLabels><labels><fullName>Hello</fullName><value>Hello &amp; welcome</value></labels></CustomLabels>',
});

export const PROJECT: MetadataComponent[] = [greeter, page, app, tab, labels];
